@NullMarked
package dev.ptex.helper;

import org.jspecify.annotations.NullMarked;
