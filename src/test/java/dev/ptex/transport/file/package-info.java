@NullMarked
package dev.ptex.transport.file;

import org.jspecify.annotations.NullMarked;
