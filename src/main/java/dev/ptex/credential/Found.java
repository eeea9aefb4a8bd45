package dev.ptex.credential;

/**
 * What lets us in, and who says so.
 *
 * @param source in words for people, such as {@code PTEX_AUTH_REPO_CORP_BEARER}; never a secret
 */
record Found(Grant grant, String source) {}
