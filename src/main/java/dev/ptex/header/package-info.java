/** Header fields and the heads of replies, as they go over the wire. */
@NullMarked
package dev.ptex.header;

import org.jspecify.annotations.NullMarked;
