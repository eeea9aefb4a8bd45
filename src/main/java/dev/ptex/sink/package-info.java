@NullMarked
package dev.ptex.sink;

import org.jspecify.annotations.NullMarked;
