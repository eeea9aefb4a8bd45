@NullMarked
package dev.ptex.download;

import org.jspecify.annotations.NullMarked;
