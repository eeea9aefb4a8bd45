@NullMarked
package dev.ptex.config;

import org.jspecify.annotations.NullMarked;
