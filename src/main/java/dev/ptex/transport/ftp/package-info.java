/** Files over FTP (RFC 959), with TLS (RFC 4217) or without. */
@NullMarked
package dev.ptex.transport.ftp;

import org.jspecify.annotations.NullMarked;
