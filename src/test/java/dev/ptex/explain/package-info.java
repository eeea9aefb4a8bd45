@NullMarked
package dev.ptex.explain;

import org.jspecify.annotations.NullMarked;
