package dev.ptex.transport.http;

import dev.ptex.text.SafeText;
import dev.ptex.trust.CertificateFailure;
import dev.ptex.trust.RefusedCertificateException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.InvalidChunkExtensionException;
import io.netty.handler.codec.http.InvalidChunkTerminationException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection or a stream ended before its time.
 *
 * @param lost whether it is simply gone, without a word
 * @param passing whether it may be over when it is tried again
 */
record Trouble(String reason, boolean lost, boolean passing, Optional<String> hint) {
    private static final int LONGEST = 200;
    private static final String ALERT = "received fatal alert: ";

    /** Codes that say nothing about the request (RFC 9113 section 7): GitHub's CDN and others send them under load. */
    private static final Set<Http2Error> PASSING = EnumSet.of(
            Http2Error.NO_ERROR,
            Http2Error.INTERNAL_ERROR,
            Http2Error.SETTINGS_TIMEOUT,
            Http2Error.STREAM_CLOSED,
            Http2Error.REFUSED_STREAM,
            Http2Error.CANCEL,
            Http2Error.CONNECT_ERROR,
            Http2Error.ENHANCE_YOUR_CALM);

    /** A server in trouble (RFC 8446 section 6.2); any other alert is about what was offered, and stays. */
    private static final Set<String> PASSING_ALERTS = Set.of("internal_error", "user_canceled", "close_notify");

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
                .orElseGet(() -> isLost(cause) || isLost(first)
                        ? new Trouble("the connection was closed", true, true, Optional.empty())
                        : fatal("what came is no HTTP reply"));
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
                .flatMap(cause -> byType(cause).stream())
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
            CertificateFailure failure = refused.failure();
            return Optional.of(new Trouble(failure.message(), false, false, failure.hint()));
        }
        if (cause instanceof NotSslRecordException) {
            return Optional.of(fatal("the TLS handshake failed: the other side does not speak TLS"));
        }
        if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException) {
            return Optional.of(
                    fatal("the head of its reply is longer than " + RestExchange.MAX_HEADERS / 1024 + " KiB"));
        }
        if (cause instanceof BadChunkException) {
            boolean bareLineFeed = cause.getCause() instanceof InvalidChunkExtensionException
                    || cause.getCause() instanceof InvalidChunkTerminationException;
            return Optional.of(fatal("its chunked body cannot be understood: "
                    + (bareLineFeed ? "a chunk's line does not end with CR LF" : "a chunk has no proper length")));
        }
        if (cause instanceof StreamResetException reset) {
            Http2Error error = Http2Error.valueOf(reset.getCode());
            boolean passing = error != null && PASSING.contains(error);
            return Optional.of(new Trouble(
                    "the server broke it off (" + name(reset.getCode()) + ")", false, passing, Optional.empty()));
        }
        if (cause instanceof GoneAwayException gone) {
            return Optional.of(new Trouble(
                    "the server closed the connection (GOAWAY, " + name(gone.code()) + ")",
                    true,
                    true,
                    Optional.empty()));
        }
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof IllegalArgumentException && text.contains("Content-Length")) {
            return Optional.of(fatal("its reply cannot be understood: " + phrase(text)));
        }
        return Optional.empty();
    }

    private static String name(long code) {
        Http2Error error = Http2Error.valueOf(code);
        return error == null ? "error " + code : error.name();
    }

    private static Trouble ofTls(Throwable cause) {
        // Newer JDKs, and so the native executable, put the alert's name before the sentence that ends with it.
        String text = phrase(String.valueOf(cause.getMessage()).replaceFirst("^\\([a-z_]+\\) ", ""));
        boolean passing = text.startsWith(ALERT) && PASSING_ALERTS.contains(text.substring(ALERT.length()));
        return new Trouble("TLS failed: " + text, false, passing, Optional.empty());
    }

    private static boolean isLost(@Nullable Throwable cause) {
        return cause != null
                && chain(cause).stream()
                        .anyMatch(each -> each instanceof IOException
                                || each instanceof HttpClosedException
                                || each instanceof ClosedChannelException)
                && chain(cause).stream().noneMatch(each -> each instanceof DecoderException);
    }

    private static Trouble fatal(String reason) {
        return new Trouble(reason, false, false, Optional.empty());
    }

    private static String phrase(String text) {
        return SafeText.of(text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1), LONGEST);
    }
}
