package dev.ptex.connect;

import dev.ptex.connect.DialException.Remedy;
import dev.ptex.text.Reason;
import dev.ptex.text.Seconds;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Finds out why no address of a host could be connected to, and whether that may pass.
 *
 * <p>The JDK has one exception for a host that refuses and for a system that has waited long enough (ECONNREFUSED,
 * ETIMEDOUT), and in it the system's words. It calls setlocale, so that on Linux these are in the language of LC_MESSAGES
 * (seen with Java 17 and 25); on Windows they are the JDK's own, in English.
 */
final class ConnectDiagnosis {
    private final Supplier<String> wordsForRefusal;

    ConnectDiagnosis() {
        this(ConnectDiagnosis::refusalOfThisMachine);
    }

    /** @param wordsForRefusal the system's, asked for only where they are not the English ones */
    ConnectDiagnosis(Supplier<String> wordsForRefusal) {
        this.wordsForRefusal = wordsForRefusal;
    }

    /** @param timeout that was at an end, if it is that */
    DialException of(IOException failure, Target target, Duration timeout) {
        if (failure instanceof SocketTimeoutException) {
            return new DialException(
                    "no connection to " + target + " was made within " + Seconds.of(timeout), Remedy.TRYING_AGAIN);
        }
        if (failure instanceof ClosedByInterruptException) {
            return new DialException("connecting to " + target + " was interrupted");
        }
        if (failure instanceof NoRouteToHostException) {
            return new DialException("there is no route to " + target);
        }
        if (isRefusal(failure)) {
            return new DialException("connection refused by " + target);
        }
        String words = failure.getMessage() == null ? "" : ": " + Reason.of(failure);
        return new DialException(
                "no connection to " + target + " could be made" + words,
                mayPass(failure) ? Remedy.TRYING_AGAIN : Remedy.NONE);
    }

    /** Whether time was up, or the network or a host that is being restarted broke the attempt off. */
    boolean mayPass(IOException failure) {
        return failure instanceof SocketTimeoutException
                || failure.getClass().equals(SocketException.class)
                || (failure instanceof ConnectException && !isRefusal(failure));
    }

    private boolean isRefusal(IOException failure) {
        String words = String.valueOf(failure.getMessage());
        return failure instanceof ConnectException
                && (words.contains("refused") || words.equals(wordsForRefusal.get()));
    }

    /** What comes of connecting to a port that is taken, but not listened on. */
    private static String refusalOfThisMachine() {
        try (SocketChannel taken = SocketChannel.open();
                SocketChannel caller = SocketChannel.open()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            caller.connect(taken.getLocalAddress());
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
