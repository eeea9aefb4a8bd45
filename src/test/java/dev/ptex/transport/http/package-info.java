@NullMarked
package dev.ptex.transport.http;

import org.jspecify.annotations.NullMarked;
