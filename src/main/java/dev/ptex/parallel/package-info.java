@NullMarked
package dev.ptex.parallel;

import org.jspecify.annotations.NullMarked;
