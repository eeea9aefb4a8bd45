@NullMarked
package dev.ptex.credential;

import org.jspecify.annotations.NullMarked;
