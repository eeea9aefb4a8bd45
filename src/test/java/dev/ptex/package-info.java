@NullMarked
package dev.ptex;

import org.jspecify.annotations.NullMarked;
