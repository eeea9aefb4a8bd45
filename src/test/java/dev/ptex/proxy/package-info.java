@NullMarked
package dev.ptex.proxy;

import org.jspecify.annotations.NullMarked;
