package dev.ptex.transport.http;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** A request that got no reply; says which kind of trouble it was, not in whose words. */
final class ExchangeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What stood in the way of a reply. */
    enum Kind {
        NO_REPLY_IN_TIME,
        NO_HANDSHAKE_IN_TIME,
        TLS,
        CONNECTION_LOST,
        NOT_HTTP
    }

    private final Kind kind;

    ExchangeException(boolean timedOut, Throwable cause) {
        super(cause);
        this.kind = timedOut ? Kind.NO_REPLY_IN_TIME : kind(cause);
    }

    Kind kind() {
        return kind;
    }

    /** TLS' own words, such as an alert that the other side has sent. */
    String detail() {
        String detail = "";
        if (has(NotSslRecordException.class)) {
            return "the other side does not speak TLS";
        }
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException && cause.getMessage() != null) {
                detail = cause.getMessage().toLowerCase(Locale.ROOT);
            }
        }
        return detail;
    }

    private boolean has(Class<? extends Throwable> type) {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Kind kind(Throwable trouble) {
        Kind kind = Kind.NOT_HTTP;
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof SslHandshakeTimeoutException) {
                return Kind.NO_HANDSHAKE_IN_TIME;
            }
            if (cause instanceof SSLException) {
                kind = Kind.TLS;
            } else if (cause instanceof IOException && kind != Kind.TLS) {
                kind = Kind.CONNECTION_LOST;
            }
        }
        return kind;
    }
}
