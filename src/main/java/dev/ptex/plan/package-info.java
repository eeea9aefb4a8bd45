@NullMarked
package dev.ptex.plan;

import org.jspecify.annotations.NullMarked;
