package dev.ptex.transport.http;

import dev.ptex.text.SafeText;
import dev.ptex.transport.TransportException;
import dev.ptex.trust.RefusedCertificateException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a connection or a stream ended before its time. */
record Trouble(String reason, Remedy remedy, Optional<String> hint) {
    /** For a head that is longer than it may be. */
    static final Trouble LONG_HEAD =
            fatal("the head of its reply is longer than " + RestExchange.MAX_HEADERS / 1024 + " KiB");

    private static final int LONGEST = 200;
    private static final String ALERT = "received fatal alert: ";
    private static final String USER_CANCELED = ALERT + "user_canceled";
    /** The JDK's words for alerts that it does not call by their names. */
    private static final String CLOSE_NOTIFY = "received close_notify during handshake";

    private static final String FATAL_USER_CANCELED = "received fatal close_notify alert";

    /** A server in trouble (RFC 8446 section 6.2); any other alert is about what was offered, and stays. */
    private static final Set<String> PASSING_ALERTS = Set.of(ALERT + "internal_error", USER_CANCELED);

    /** What asking again may do about it. */
    enum Remedy {
        NONE,
        /** It may be over when the same is asked again. */
        PATIENCE,
        /** The same, and a kept connection is no attempt: it has ended, or the server did not look at the request. */
        ANOTHER_CONNECTION,
        /** RFC 9113 section 7, HTTP_1_1_REQUIRED. */
        HTTP_1
    }

    /**
     * @param first what went wrong first with the connection, if that was noted
     * @param cause what the request was told
     */
    static Trouble of(@Nullable Throwable first, Throwable cause) {
        OwnErrors.rethrow(cause);
        if (first != null) {
            OwnErrors.rethrow(first);
        }
        return Stream.of(Optional.ofNullable(first), Optional.of(cause))
                .flatMap(Optional::stream)
                .flatMap(trouble -> known(chain(trouble)).stream())
                .findFirst()
                .orElseGet(() -> isLost(cause) || isLost(first) ? lost() : fatal("what came is no HTTP reply"));
    }

    static Trouble fatal(String reason) {
        return new Trouble(reason, Remedy.NONE, Optional.empty());
    }

    private static Trouble lost() {
        return new Trouble("the connection was closed", Remedy.ANOTHER_CONNECTION, Optional.empty());
    }

    /** @param when it happened; it is said of what may not happen again */
    TransportException failure(String when) {
        boolean passing = remedy == Remedy.PATIENCE || remedy == Remedy.ANOTHER_CONNECTION;
        return passing ? TransportException.passing(reason + " " + when) : new TransportException(reason, hint);
    }

    /** Whether the other side says by TLS that it does not go on. */
    boolean isAlert() {
        return reason.contains(ALERT);
    }

    private static List<Throwable> chain(Throwable trouble) {
        return Stream.iterate(trouble, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
    }

    private static Optional<Trouble> known(List<Throwable> chain) {
        return chain.stream()
                .flatMap(cause -> byType(cause).or(() -> Http2Trouble.of(cause)).stream())
                .findFirst()
                .or(() -> chain.stream()
                        .filter(cause -> cause instanceof IOException)
                        .reduce((outer, inner) -> inner)
                        // Vert.x wraps a connection that is lost in the handshake in an exception of TLS.
                        .filter(cause -> cause instanceof SSLException)
                        .map(Trouble::ofTls));
    }

    private static Optional<Trouble> byType(Throwable cause) {
        if (cause instanceof RefusedCertificateException refused) {
            return Optional.of(new Trouble(refused.failure().message(), Remedy.NONE, refused.hint()));
        }
        if (cause instanceof NotSslRecordException) {
            return Optional.of(fatal("the TLS handshake failed: the other side does not speak TLS"));
        }
        if (cause instanceof NotHttpException other) {
            return Optional.of(fatal(
                    other.isTls()
                            ? "the server speaks TLS here, so that the URL has to begin with https"
                            : "what came is no HTTP reply"));
        }
        if (cause instanceof PrematureChannelClosureException) {
            return Optional.of(lost());
        }
        if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException) {
            return Optional.of(LONG_HEAD);
        }
        if (cause instanceof BadChunkException) {
            return Optional.of(fatal("its chunked body cannot be understood: " + cause.getMessage()));
        }
        if (cause instanceof BadHeadException) {
            return Optional.of(fatal("its reply cannot be understood: " + phrase(cause)));
        }
        return Optional.empty();
    }

    private static Trouble ofTls(Throwable cause) {
        String words = phrase(cause);
        if (words.equals(CLOSE_NOTIFY)) {
            return lost();
        }
        String text = words.equals(FATAL_USER_CANCELED) ? USER_CANCELED : words;
        boolean passing = PASSING_ALERTS.contains(text);
        return new Trouble("TLS failed: " + text, passing ? Remedy.PATIENCE : Remedy.NONE, Optional.empty());
    }

    private static boolean isLost(@Nullable Throwable cause) {
        return cause != null
                && chain(cause).stream()
                        .anyMatch(each -> each instanceof IOException
                                || each instanceof HttpClosedException
                                || each instanceof ClosedChannelException)
                && chain(cause).stream().noneMatch(each -> each instanceof DecoderException);
    }

    /** A library's words for it, as part of a sentence. */
    static String phrase(Throwable cause) {
        // Newer JDKs, and so the native executable, put the alert's name before the sentence that ends with it.
        String text = Objects.requireNonNullElse(cause.getMessage(), "").replaceFirst("^\\([a-z_]+\\) ", "");
        return text.isBlank()
                ? "no reason is known"
                : SafeText.of(text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1), LONGEST);
    }
}
