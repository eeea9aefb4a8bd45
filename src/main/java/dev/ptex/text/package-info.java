@NullMarked
package dev.ptex.text;

import org.jspecify.annotations.NullMarked;
