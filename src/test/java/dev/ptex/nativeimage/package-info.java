@NullMarked
package dev.ptex.nativeimage;

import org.jspecify.annotations.NullMarked;
