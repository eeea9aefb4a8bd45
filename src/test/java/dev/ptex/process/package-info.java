/** Tests of what is packaged: dist/ptex, or the native executable. */
@NullMarked
package dev.ptex.process;

import org.jspecify.annotations.NullMarked;
