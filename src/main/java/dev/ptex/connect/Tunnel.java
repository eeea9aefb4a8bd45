package dev.ptex.connect;

import dev.ptex.connect.DialException.Remedy;
import dev.ptex.credential.Credential;
import dev.ptex.header.Challenges;
import dev.ptex.header.Header;
import dev.ptex.header.Octets;
import dev.ptex.header.ResponseHead;
import dev.ptex.header.ResponseObserver;
import dev.ptex.text.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks an HTTP proxy for a tunnel (RFC 9110 section 9.3.6). */
final class Tunnel implements Handshake {
    /** People read no longer ones. */
    private static final int LONGEST_ANSWER = 200;
    /** Of any bytes, because a reason may be in any language. */
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.[01] (?<answer>(?<code>[1-9]\\d\\d)(?: .*)?)", Pattern.DOTALL);

    private final Optional<Credential> credential;
    private final String userAgent;
    private final ResponseObserver observer;

    Tunnel(Optional<Credential> credential, String userAgent, ResponseObserver observer) {
        this.credential = credential;
        this.userAgent = userAgent;
        this.observer = observer;
    }

    @Override
    public void perform(ProxyStreams proxy, Target target) throws IOException, RefusedException {
        proxy.send(request(target).getBytes(StandardCharsets.ISO_8859_1));
        HeadReader reader = new HeadReader(proxy);
        Matcher status;
        List<Header> headers;
        do {
            status = STATUS_LINE.matcher(reader.statusLine());
            if (!status.matches()) {
                throw new RefusedException("does not speak HTTP");
            }
            headers = reader.headers();
        } while (isInterim(status.group("code")));
        ResponseHead head = new ResponseHead(status.group(), headers);
        observer.received(head);
        String code = status.group("code");
        if (!code.startsWith("2")) {
            String answer = SafeText.of(Octets.text(status.group("answer").strip()), LONGEST_ANSWER);
            throw refusal("answered " + answer + " when asked for " + target, code, head);
        }
    }

    /** RFC 9110 section 15.2; nothing follows a 101 that is HTTP. */
    private static boolean isInterim(String code) {
        return code.startsWith("1") && !code.equals("101");
    }

    private static RefusedException refusal(String answer, String code, ResponseHead head) {
        return switch (code) {
            case "407" -> {
                Challenges challenges = Challenges.in(head, "Proxy-Authenticate");
                yield new RefusedException(
                        answer + challenges.wishOfProxy(), challenges.admitBasic() ? Remedy.CREDENTIALS : Remedy.NONE);
            }
            // A gateway's trouble with the origin may be over soon.
            case "502", "503", "504" -> new RefusedException(answer, Remedy.TRYING_AGAIN);
            default -> new RefusedException(answer);
        };
    }

    private String request(Target target) {
        StringBuilder request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n");
        credential.ifPresent(known ->
                request.append("Proxy-Authorization: ").append(known.basic()).append("\r\n"));
        // Proxy-Connection is no standard, but old proxies hang up without it, and curl sends it.
        return request.append("User-Agent: ")
                .append(userAgent)
                .append("\r\nProxy-Connection: Keep-Alive\r\n\r\n")
                .toString();
    }
}
