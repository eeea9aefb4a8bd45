/** What tests are made with: a server that does as told, a certificate for it, and a runner for the executable. */
@NullMarked
package dev.ptex.testing;

import org.jspecify.annotations.NullMarked;
