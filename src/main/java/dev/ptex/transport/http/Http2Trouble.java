package dev.ptex.transport.http;

import dev.ptex.transport.http.Trouble.Remedy;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.core.http.StreamResetException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What servers say over HTTP/2 when they break off (RFC 9113 section 7), and what Netty says of their frames. */
final class Http2Trouble {
    /** Codes that say nothing about the request: GitHub's CDN and others send them under load. */
    private static final Set<Http2Error> PASSING = EnumSet.of(
            Http2Error.NO_ERROR,
            Http2Error.INTERNAL_ERROR,
            Http2Error.SETTINGS_TIMEOUT,
            Http2Error.STREAM_CLOSED,
            Http2Error.CANCEL,
            Http2Error.CONNECT_ERROR,
            Http2Error.ENHANCE_YOUR_CALM);

    private Http2Trouble() {}

    /** @return nothing for what is not of HTTP/2 */
    static Optional<Trouble> of(Throwable cause) {
        if (cause instanceof StreamResetException reset) {
            return Optional.of(new Trouble(
                    "the server broke it off (" + name(reset.getCode()) + ")",
                    remedy(Http2Error.valueOf(reset.getCode())),
                    Optional.empty()));
        }
        if (cause instanceof GoneAwayException gone) {
            boolean older = gone.code() == Http2Error.HTTP_1_1_REQUIRED.code();
            return Optional.of(new Trouble(
                    "the server closed the connection (GOAWAY, " + name(gone.code()) + ")",
                    older ? Remedy.HTTP_1 : Remedy.ANOTHER_CONNECTION,
                    Optional.empty()));
        }
        return cause instanceof Http2Exception broken ? Optional.of(of(broken)) : Optional.empty();
    }

    /** RFC 9113 section 8.7: a refused stream was not looked at. */
    private static Remedy remedy(@Nullable Http2Error error) {
        if (error == Http2Error.REFUSED_STREAM) {
            return Remedy.ANOTHER_CONNECTION;
        }
        if (error == Http2Error.HTTP_1_1_REQUIRED) {
            return Remedy.HTTP_1;
        }
        return error != null && PASSING.contains(error) ? Remedy.PATIENCE : Remedy.NONE;
    }

    /** Netty tells these apart from others only by its words. */
    private static Trouble of(Http2Exception broken) {
        String words = Trouble.phrase(broken);
        if (words.startsWith("header size exceeded")) {
            return Trouble.LONG_HEAD;
        }
        if (words.startsWith("multiple content-length headers")) {
            // So it says of one that is no number, too.
            return Trouble.fatal("its reply cannot be understood: its Content-Length is not one proper number");
        }
        if (words.contains("does not match content-length")) {
            return new Trouble(
                    "the server broke it off (not as long as its Content-Length)", Remedy.PATIENCE, Optional.empty());
        }
        return Trouble.fatal("its reply breaks the rules of HTTP/2: " + words);
    }

    private static String name(long code) {
        Http2Error error = Http2Error.valueOf(code);
        return error == null ? "error " + code : error.name();
    }
}
