@NullMarked
package dev.ptex.transport;

import org.jspecify.annotations.NullMarked;
