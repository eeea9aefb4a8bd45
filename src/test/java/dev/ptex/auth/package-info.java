@NullMarked
package dev.ptex.auth;

import org.jspecify.annotations.NullMarked;
