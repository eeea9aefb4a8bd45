/** What ptex keeps between runs, and where nobody else can put anything in its way. */
@NullMarked
package dev.ptex.cache;

import org.jspecify.annotations.NullMarked;
