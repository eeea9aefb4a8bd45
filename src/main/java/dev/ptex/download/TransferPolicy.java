package dev.ptex.download;

import java.time.Duration;

/**
 * How bytes are to come.
 *
 * @param connections how many may bring one file at once
 * @param stallTime how long a mirror may be slower than the stall rate while there is another one
 * @param stallRate in bytes per second
 */
public record TransferPolicy(int connections, Duration stallTime, long stallRate) {}
