package dev.ptex.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scripts of servers and proxies that let only those in who log in; both speak the same, under other names. */
public final class Gatekeeper {
    /** A CHALLENGE_MESSAGE of NTLM (MS-NLMP section 4.2.4.3). */
    private static final String NTLM_CHALLENGE = "TlRMTVNTUAACAAAADAAMADgAAAAzgoriASNFZ4mrze8AAAAAAAAAACQAJABE"
            + "AAAABgBwFwAAAABTAGUAcgB2AGUAcgACAAwARABvAG0AYQBpAG4AAQAMAFMAZQByAHYAZQByAAAAAAA=";

    private static final String NTLM_NEGOTIATE = "NTLM TlRMTVNTUAAB";
    private static final String NTLM_AUTHENTICATE = "NTLM TlRMTVNTUAAD";
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"?([^\",]*)\"?");

    private final boolean proxy;
    private final Function<RecordedRequest, Reply> behind;

    private Gatekeeper(boolean proxy, Function<RecordedRequest, Reply> behind) {
        this.proxy = proxy;
        this.behind = behind;
    }

    /** @param behind what whoever is let in gets */
    public static Gatekeeper ofOrigin(Function<RecordedRequest, Reply> behind) {
        return new Gatekeeper(false, behind);
    }

    public static Gatekeeper ofProxy(Function<RecordedRequest, Reply> behind) {
        return new Gatekeeper(true, behind);
    }

    /** Lets in who sends just this. */
    public Function<RecordedRequest, Reply> wanting(String authorization, String... challenges) {
        return request ->
                said(request).filter(authorization::equals).isPresent() ? behind.apply(request) : challenge(challenges);
    }

    /**
     * Lets in who proves to know a password of user u by Digest.
     *
     * @param once whether each nonce is good for one request
     */
    public Function<RecordedRequest, Reply> digest(String algorithm, String password, boolean once) {
        Set<String> used = new HashSet<>();
        int[] nonces = {0};
        return request -> {
            String current = "nonce" + nonces[0];
            Map<String, String> said = said(request).map(Gatekeeper::parameters).orElse(Map.of());
            boolean right = said.getOrDefault("response", "").equals(proof(algorithm, password, request, said));
            boolean fresh = said.getOrDefault("nonce", "").equals(current) && used.add(current + said.get("nc"));
            if (right && fresh) {
                nonces[0] += once ? 1 : 0;
                return behind.apply(request);
            }
            String offer =
                    "Digest realm=\"a, b\", nonce=\"nonce" + nonces[0] + "\", qop=\"auth\", algorithm=" + algorithm;
            return challenge(right ? offer + ", stale=true" : offer, "Basic realm=\"a\"");
        };
    }

    /** Lets connections in by NTLM, each after its third message; whoever has the password is not asked here. */
    public Function<RecordedRequest, Reply> ntlm() {
        Set<Integer> admitted = new HashSet<>();
        Set<Integer> challenged = new HashSet<>();
        return request -> {
            String said = said(request).orElse("");
            if (said.startsWith(NTLM_NEGOTIATE)) {
                challenged.add(request.connection());
                admitted.remove(request.connection());
                return challenge("NTLM " + NTLM_CHALLENGE);
            }
            if (said.startsWith(NTLM_AUTHENTICATE) && challenged.remove(request.connection())) {
                admitted.add(request.connection());
            }
            return admitted.contains(request.connection())
                    ? behind.apply(request)
                    : challenge("Negotiate", "NTLM", "Basic realm=\"a\"");
        };
    }

    private Optional<String> said(RecordedRequest request) {
        return request.header(proxy ? "Proxy-Authorization" : "Authorization");
    }

    private Reply challenge(String... challenges) {
        Reply reply = Reply.status(proxy ? 407 : 401).reason("Login").body("<html>");
        for (String challenge : challenges) {
            reply.header(proxy ? "Proxy-Authenticate" : "WWW-Authenticate", challenge);
        }
        return reply;
    }

    private static Map<String, String> parameters(String field) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(field.replace("a, b", "realm"));
        while (matcher.find()) {
            parameters.put(matcher.group(1), matcher.group(2));
        }
        return parameters;
    }

    private static String proof(String algorithm, String password, RecordedRequest request, Map<String, String> said) {
        String hash = algorithm.replace("-sess", "");
        String secret = hash(hash, "u:a, b:" + password);
        if (algorithm.endsWith("-sess")) {
            secret = hash(hash, secret + ":" + said.get("nonce") + ":" + said.get("cnonce"));
        }
        return hash(
                hash,
                secret + ":" + said.get("nonce") + ":" + said.get("nc") + ":" + said.get("cnonce") + ":auth:"
                        + hash(hash, request.method() + ":" + request.target()));
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
