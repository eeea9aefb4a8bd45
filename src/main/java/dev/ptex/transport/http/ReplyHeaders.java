package dev.ptex.transport.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import java.util.regex.Pattern;

/**
 * The headers of a reply as curl takes them: names of any characters, and a Content-Length with a plus sign, zeros in
 * front, or the same value more than once. Two different lengths (RFC 9110 section 8.6) and a NUL are refused.
 */
final class ReplyHeaders extends DefaultHttpHeaders {
    private static final DefaultHttpHeadersFactory LENIENT =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    static final HttpHeadersFactory FACTORY = new HttpHeadersFactory() {
        @Override
        public HttpHeaders newHeaders() {
            return new ReplyHeaders();
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
            return new ReplyHeaders();
        }
    };

    private static final Pattern LENGTH = Pattern.compile("\\+?\\d+");

    private ReplyHeaders() {
        super(LENIENT.getNameValidator(), LENIENT.getValueValidator());
    }

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        if (hasNul(name.toString()) || hasNul(value.toString())) {
            throw new BadHeadException("a header has a NUL");
        }
        if (!HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
            return super.add(name, value);
        }
        for (String element : value.toString().split(",", -1)) {
            addLength(name, element.strip());
        }
        return this;
    }

    private void addLength(CharSequence name, String written) {
        String length = Long.toString(length(written));
        String before = get(HttpHeaderNames.CONTENT_LENGTH);
        if (before != null && !before.equals(length)) {
            throw new BadHeadException("it has two values of Content-Length, " + before + " and " + length);
        }
        if (before == null) {
            super.add(name, length);
        }
    }

    private static long length(String written) {
        try {
            if (LENGTH.matcher(written).matches()) {
                return Long.parseLong(written);
            }
        } catch (NumberFormatException e) {
            // There are more digits than any file has bytes.
        }
        throw new BadHeadException("its Content-Length is \"" + written + "\"");
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }
}
