@NullMarked
package dev.ptex.spool;

import org.jspecify.annotations.NullMarked;
