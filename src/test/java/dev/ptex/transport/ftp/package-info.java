@NullMarked
package dev.ptex.transport.ftp;

import org.jspecify.annotations.NullMarked;
