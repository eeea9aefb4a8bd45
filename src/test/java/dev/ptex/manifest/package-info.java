@NullMarked
package dev.ptex.manifest;

import org.jspecify.annotations.NullMarked;
