/** Credential helpers: programs that say what lets in at a URL, by the protocol that Bazel has for them. */
@NullMarked
package dev.ptex.helper;

import org.jspecify.annotations.NullMarked;
