@NullMarked
package dev.ptex.url;

import org.jspecify.annotations.NullMarked;
