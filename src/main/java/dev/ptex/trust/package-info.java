@NullMarked
package dev.ptex.trust;

import org.jspecify.annotations.NullMarked;
