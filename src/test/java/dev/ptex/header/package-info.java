@NullMarked
package dev.ptex.header;

import org.jspecify.annotations.NullMarked;
