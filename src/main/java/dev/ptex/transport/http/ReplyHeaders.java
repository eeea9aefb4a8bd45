package dev.ptex.transport.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a reply as curl takes them: names of any characters, and a Content-Length with a plus sign, zeros in
 * front, or the same value more than once. A NUL is refused; so are two different lengths (RFC 9110 section 8.6), and
 * what is none, where the length has a say.
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

    private @Nullable String troubleWithLength;

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

    /** Called where the length has a say (RFC 9112 section 6.3). */
    void checkLength() {
        if (troubleWithLength != null) {
            throw new BadHeadException(troubleWithLength);
        }
    }

    private void addLength(CharSequence name, String written) {
        Optional<String> length = length(written);
        String before = get(HttpHeaderNames.CONTENT_LENGTH);
        if (length.isEmpty()) {
            troubleWithLength = "its Content-Length is \"" + written + "\"";
        } else if (before == null) {
            super.add(name, length.get());
        } else if (!before.equals(length.get())) {
            troubleWithLength = "it has two values of Content-Length, " + before + " and " + length.get();
        }
    }

    private static Optional<String> length(String written) {
        try {
            return Optional.of(written)
                    .filter(LENGTH.asMatchPredicate())
                    .map(Long::parseLong)
                    .map(String::valueOf);
        } catch (NumberFormatException e) {
            // There are more digits than any file has bytes.
            return Optional.empty();
        }
    }

    static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }
}
