@NullMarked
package dev.ptex.doctor;

import org.jspecify.annotations.NullMarked;
