@NullMarked
package dev.ptex.mirror;

import org.jspecify.annotations.NullMarked;
