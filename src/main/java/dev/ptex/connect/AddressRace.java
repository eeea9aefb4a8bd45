package dev.ptex.connect;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tries a host's addresses, each a moment after the one before, and keeps the first that answers (RFC 8305, Happy
 * Eyeballs), so that a broken IPv6 does not cost the whole timeout.
 */
final class AddressRace {
    /** RFC 8305 section 5's recommended delay. */
    private static final int HEAD_START_MILLIS = 250;

    private final Deadline deadline;
    private final ConnectDiagnosis diagnosis;
    private final Deque<InetSocketAddress> waiting = new ArrayDeque<>();
    private @Nullable IOException failure;

    AddressRace(Deadline deadline, ConnectDiagnosis diagnosis) {
        this.deadline = deadline;
        this.diagnosis = diagnosis;
    }

    /**
     * @return a blocking channel
     * @throws SocketTimeoutException if none answered in time
     * @throws ClosedByInterruptException if the thread was interrupted, and still is
     * @throws IOException if all failed, the most telling of the failures
     */
    SocketChannel connect(List<InetSocketAddress> addresses) throws IOException {
        waiting.addAll(interleaved(addresses));
        SocketChannel winner = null;
        try (Selector selector = Selector.open()) {
            try {
                while (winner == null) {
                    winner = turn(selector);
                }
            } finally {
                for (SelectionKey key : selector.keys()) {
                    if (!key.channel().equals(winner)) {
                        key.channel().close();
                    }
                }
            }
        }
        // Only a channel that no selector watches can block.
        winner.configureBlocking(true);
        return winner;
    }

    /** Starts one attempt and waits for news of all that are under way. */
    private @Nullable SocketChannel turn(Selector selector) throws IOException {
        // A selector does not wait then, but comes back at once, again and again.
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
        SocketChannel started = waiting.isEmpty() ? null : start(selector, waiting.remove());
        if (started != null) {
            return started;
        }
        if (waiting.isEmpty() && isIdle(selector)) {
            throw failure == null ? new ConnectException() : failure;
        }
        int patience = deadline.remainingMillis();
        if (patience == 0) {
            throw new SocketTimeoutException();
        }
        if (!isIdle(selector)) {
            selector.select(waiting.isEmpty() ? patience : Math.min(patience, HEAD_START_MILLIS));
        }
        for (SelectionKey key : selector.selectedKeys()) {
            SocketChannel channel = (SocketChannel) key.channel();
            try {
                if (channel.finishConnect()) {
                    return channel;
                }
            } catch (IOException e) {
                fail(channel, e);
            }
        }
        selector.selectedKeys().clear();
        return null;
    }

    /** @return the channel if it is connected at once, as some systems do it over loopback */
    private @Nullable SocketChannel start(Selector selector, InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            if (channel.connect(address)) {
                return channel;
            }
            channel.register(selector, SelectionKey.OP_CONNECT);
        } catch (ConnectException | NoRouteToHostException e) {
            fail(channel, e);
        } catch (IOException e) {
            // Nothing was sent: there may be no IPv6 here.
            fail(channel, new IOException(e.getMessage()));
        } catch (UnsupportedAddressTypeException e) {
            // An IPv6 address, written in a URL, where IPv6 is switched off.
            fail(channel, new IOException("address family not supported"));
        }
        return null;
    }

    private void fail(SocketChannel channel, IOException e) {
        failure = telling(failure, e);
        Dialer.close(channel);
    }

    /**
     * Which of two failures to tell of. An address out of reach may only mean that there is no IPv6 here; a refusal is
     * the host's; and what may pass at one address is no matter of the other's refusal.
     */
    IOException telling(@Nullable IOException before, IOException next) {
        if (before == null || diagnosis.mayPass(next)) {
            return next;
        }
        return next instanceof ConnectException && !diagnosis.mayPass(before) ? next : before;
    }

    private static boolean isIdle(Selector selector) {
        return selector.keys().stream().noneMatch(SelectionKey::isValid);
    }

    /** Version 6 and 4 in turn, beginning with whichever the resolver put first (RFC 8305 section 4). */
    static List<InetSocketAddress> interleaved(List<InetSocketAddress> addresses) {
        int first = addresses.isEmpty() ? 0 : length(addresses.get(0));
        List<InetSocketAddress> one =
                addresses.stream().filter(a -> length(a) == first).toList();
        List<InetSocketAddress> other =
                addresses.stream().filter(a -> length(a) != first).toList();
        return Stream.iterate(0, i -> i + 1)
                .limit(Math.max(one.size(), other.size()))
                .flatMap(i -> Stream.concat(
                        one.stream().skip(i).limit(1), other.stream().skip(i).limit(1)))
                .toList();
    }

    private static int length(InetSocketAddress address) {
        return address.getAddress().getAddress().length;
    }
}
