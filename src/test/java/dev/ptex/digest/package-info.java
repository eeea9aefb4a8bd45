@NullMarked
package dev.ptex.digest;

import org.jspecify.annotations.NullMarked;
