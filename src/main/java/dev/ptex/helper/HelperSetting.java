package dev.ptex.helper;

/**
 * A credential helper as it is set.
 *
 * @param prefix of the URLs that it is for
 * @param program its path
 * @param place where this stands, for people
 */
public record HelperSetting(String prefix, String program, String place) {}
