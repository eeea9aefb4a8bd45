/** What only the native executable has; see docs/native.md. Nothing else may know of it, and the JVM never loads it. */
@NullMarked
package dev.ptex.nativeimage;

import org.jspecify.annotations.NullMarked;
