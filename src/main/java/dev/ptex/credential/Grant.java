package dev.ptex.credential;

/** What lets us in at a place. */
public sealed interface Grant permits Credential, BearerToken, GivenHeaders {}
