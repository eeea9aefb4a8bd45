@NullMarked
package dev.ptex.cli;

import org.jspecify.annotations.NullMarked;
