package dev.ptex.connect;

import dev.ptex.header.Header;
import dev.ptex.header.Octets;
import dev.ptex.header.ResponseHead;
import dev.ptex.text.SafeText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an HTTP proxy answers to a CONNECT.
 *
 * @param minorVersion of HTTP/1
 * @param status its code and its words, as they came
 */
record TunnelReply(String minorVersion, String code, String status, ResponseHead head) {
    /** People read no longer ones. */
    private static final int LONGEST_STATUS = 200;
    /** What is read of a page that nobody looks at, so that the connection can be used again. */
    private static final int WORTH_READING = 64 * 1024;
    /** Of any bytes, because a reason may be in any language. */
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.(?<minor>[01]) (?<status>(?<code>[1-9]\\d\\d)(?: .*)?)", Pattern.DOTALL);

    /** The first that is final. */
    static TunnelReply read(ProxyStreams proxy) throws IOException, RefusedException {
        HeadReader reader = new HeadReader(proxy);
        Matcher line;
        List<Header> headers;
        do {
            line = STATUS_LINE.matcher(reader.statusLine());
            if (!line.matches()) {
                throw new RefusedException("does not speak HTTP");
            }
            headers = reader.headers();
        } while (isInterim(line.group("code")));
        return new TunnelReply(
                line.group("minor"),
                line.group("code"),
                SafeText.of(Octets.text(line.group("status").strip()), LONGEST_STATUS),
                new ResponseHead(line.group(), headers));
    }

    /** RFC 9110 section 15.2; nothing follows a 101 that is HTTP. */
    private static boolean isInterim(String code) {
        return code.startsWith("1") && !code.equals("101");
    }

    boolean isSuccess() {
        return code.startsWith("2");
    }

    /**
     * Reads the page that comes with a refusal, so that the connection can be asked again.
     *
     * @return whether it can: not if the proxy says that it ends, or ends the page with it (RFC 9112 sections 6.3, 9.3)
     */
    boolean skipPage(ProxyStreams proxy) throws IOException, RefusedException {
        boolean lasts = minorVersion.equals("0") ? says("keep-alive") : !says("close");
        if (!lasts) {
            return false;
        }
        if (values("Transfer-Encoding").anyMatch(coding -> coding.equals("chunked"))) {
            return skipChunks(proxy);
        }
        String length = values("Content-Length").findFirst().orElse("");
        return length.matches("\\d{1,9}") && skip(proxy, Integer.parseInt(length));
    }

    private static boolean skipChunks(ProxyStreams proxy) throws IOException, RefusedException {
        HeadReader reader = new HeadReader(proxy);
        for (String size = reader.line(); size.matches("[0-9A-Fa-f]{1,7}([ ;].*)?"); size = reader.line()) {
            int length = Integer.parseInt(size.replaceFirst("[ ;].*", ""), 16);
            if (length == 0) {
                reader.headers();
                return true;
            }
            if (!skip(proxy, length)) {
                return false;
            }
            reader.line();
        }
        return false;
    }

    private static boolean skip(ProxyStreams proxy, int length) throws IOException {
        if (length > WORTH_READING) {
            return false;
        }
        proxy.read(length);
        return true;
    }

    private boolean says(String option) {
        return Stream.concat(values("Connection"), values("Proxy-Connection")).anyMatch(option::equals);
    }

    private Stream<String> values(String name) {
        return head.headers().stream()
                .filter(header -> header.is(name))
                .flatMap(header ->
                        Stream.of(header.value().toLowerCase(Locale.ROOT).split(",")))
                .map(String::strip);
    }
}
