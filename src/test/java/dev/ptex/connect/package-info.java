@NullMarked
package dev.ptex.connect;

import org.jspecify.annotations.NullMarked;
