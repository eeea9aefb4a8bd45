@NullMarked
package dev.ptex.check;

import org.jspecify.annotations.NullMarked;
