@NullMarked
package dev.ptex.progress;

import org.jspecify.annotations.NullMarked;
