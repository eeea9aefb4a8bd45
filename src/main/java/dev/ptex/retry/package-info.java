@NullMarked
package dev.ptex.retry;

import org.jspecify.annotations.NullMarked;
