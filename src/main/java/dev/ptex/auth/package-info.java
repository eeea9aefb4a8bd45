/** Logging in at servers and proxies: reads what they challenge, and makes what answers it (RFC 9110 section 11). */
@NullMarked
package dev.ptex.auth;

import org.jspecify.annotations.NullMarked;
