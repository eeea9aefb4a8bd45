package dev.ptex.connect;

import dev.ptex.connect.DialException.Remedy;
import dev.ptex.text.Seconds;
import dev.ptex.url.AddressLiteral;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks hosts up within a limit, and tells a name that does not exist from a look-up that failed.
 *
 * <p>The system's own look-up takes no limit and no interrupt, so a thread of its own waits for it.
 */
final class Lookup {
    /** No host can have this name, so that no server is asked; what the system says of it, it says of a missing name. */
    private static final String IMPOSSIBLE = "no host";

    private static final byte[] LOOPBACK_V4 = {127, 0, 0, 1};
    private static final byte[] LOOPBACK_V6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final Resolver resolver;

    Lookup(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * All addresses of a host; at least one.
     *
     * @throws DialException that may pass unless there is no such name
     */
    List<InetAddress> addresses(String host, Duration limit) throws DialException {
        try {
            List<InetAddress> addresses = isLocal(host) ? loopback() : looked(host, limit);
            if (addresses.isEmpty()) {
                throw new DialException("no address is known for " + host);
            }
            return addresses;
        } catch (UnknownHostException e) {
            throw unknown(host, e);
        }
    }

    /** RFC 6761 section 6.3: these are never asked of a name server. */
    private static boolean isLocal(String host) {
        String name = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    private static List<InetAddress> loopback() throws UnknownHostException {
        return List.of(InetAddress.getByAddress(LOOPBACK_V4), InetAddress.getByAddress(LOOPBACK_V6));
    }

    private List<InetAddress> looked(String host, Duration limit) throws UnknownHostException, DialException {
        if (AddressLiteral.octets(host).isPresent()) {
            // RFC 6874: a zone stands behind %25 in a URL.
            return resolver.resolve(host.replace("%25", "%"));
        }
        FutureTask<List<InetAddress>> task = new FutureTask<>(() -> resolver.resolve(host));
        Thread thread = new Thread(task, "lookup");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new DialException(host + " could not be looked up within " + Seconds.of(limit), Remedy.TRYING_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DialException("looking up " + host + " was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * The JDK has one exception for all that can go wrong, and in it the system's words (gai_strerror), which may be in
     * any language. So they are compared with its words for a name that cannot be.
     *
     * <p>A name that is there and has no address may pass, too: glibc says the same of one whose A record could not be had
     * (SERVFAIL) and that has no AAAA record, as most have none.
     */
    private DialException unknown(String host, UnknownHostException failure) {
        String words = words(failure, host);
        if (words.isEmpty() || words.equals(wordsForMissing())) {
            return new DialException("no address is known for " + host);
        }
        return new DialException(host + " could not be looked up: " + words, Remedy.TRYING_AGAIN);
    }

    private String wordsForMissing() {
        try {
            resolver.resolve(IMPOSSIBLE);
            return "";
        } catch (UnknownHostException e) {
            return words(e, IMPOSSIBLE);
        }
    }

    private static String words(UnknownHostException failure, String host) {
        String message = String.valueOf(failure.getMessage()).strip();
        String words = message.startsWith(host) ? message.substring(host.length()) : message;
        words = words.startsWith(":")
                ? words.substring(1).strip()
                : words.replace("(" + host + ")", "").strip();
        return words.isEmpty() ? words : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }
}
