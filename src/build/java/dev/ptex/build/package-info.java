/** Tools that the build runs to make what lies in dist/ beside the executables; no part of ptex. */
package dev.ptex.build;
