package dev.ptex.connect;

import dev.ptex.auth.Answer;
import dev.ptex.auth.Challenges;
import dev.ptex.auth.Conversation;
import dev.ptex.connect.DialException.Remedy;
import dev.ptex.header.ResponseObserver;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks an HTTP proxy for a tunnel (RFC 9110 section 9.3.6), and answers what it challenges. */
final class Tunnel implements Handshake {
    private final Optional<Conversation> login;
    private final String userAgent;
    private final ResponseObserver observer;
    private Optional<Answer> answer = Optional.empty();
    private boolean begun;

    /** @param login nothing if no user is known */
    Tunnel(Optional<Conversation> login, String userAgent, ResponseObserver observer) {
        this.login = login;
        this.userAgent = userAgent;
        this.observer = observer;
    }

    @Override
    public boolean perform(ProxyStreams proxy, Target target) throws IOException, RefusedException {
        if (!begun) {
            begun = true;
            answer = login.flatMap(Conversation::unasked);
        }
        TunnelReply reply = ask(proxy, target);
        while (!reply.isSuccess()) {
            Answer next = next(reply, target);
            answer = Optional.of(next);
            boolean said = false;
            try {
                if (!reply.skipPage(proxy) || mustArrive(next)) {
                    return elsewhere(next, said);
                }
                said = true;
                reply = ask(proxy, target);
            } catch (EOFException | SocketException e) {
                // It may hang up without a word after a challenge: the next one is answered elsewhere.
                return elsewhere(next, said);
            }
        }
        TunnelReply opened = reply;
        login.ifPresent(user -> user.admitted(opened.head(), "Proxy-Authentication-Info"));
        return true;
    }

    /** It may have hung up by now: what may not be said again is said to a new connection. */
    private boolean mustArrive(Answer next) {
        return next.step() == Answer.Step.ONLY && login.orElseThrow().isLastAttempt();
    }

    /** @param said whether it was sent, so that it may have been looked at */
    private boolean elsewhere(Answer next, boolean said) throws RefusedException {
        boolean again = !said || login.orElseThrow().repeat();
        if (next.step() == Answer.Step.LAST || !again) {
            throw new RefusedException("closed the connection in the middle of the login");
        }
        return false;
    }

    @Override
    public void close() {
        login.ifPresent(Conversation::close);
    }

    private TunnelReply ask(ProxyStreams proxy, Target target) throws IOException, RefusedException {
        proxy.send(request(target).getBytes(StandardCharsets.UTF_8));
        login.ifPresent(Conversation::sent);
        TunnelReply reply = TunnelReply.read(proxy);
        observer.received(reply.head());
        return reply;
    }

    private Answer next(TunnelReply reply, Target target) throws RefusedException {
        String answered = "answered " + reply.status() + " when asked for " + target;
        switch (reply.code()) {
            case "407" -> {
                Challenges challenges = Challenges.in(reply.head(), "Proxy-Authenticate");
                Optional<Answer> next = login.flatMap(user -> user.answer(challenges));
                if (next.isPresent()) {
                    return next.get();
                }
                throw new RefusedException(
                        answered
                                + challenges.wishOfProxy()
                                + login.map(Conversation::outcome).orElse(""),
                        challenges.admitPassword() ? Remedy.CREDENTIALS : Remedy.NONE);
            }
            // A gateway's trouble with the origin may be over soon.
            case "502", "503", "504" -> throw new RefusedException(answered, Remedy.TRYING_AGAIN);
            default -> throw new RefusedException(answered);
        }
    }

    private String request(Target target) {
        StringBuilder request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n");
        answer.ifPresent(known ->
                request.append("Proxy-Authorization: ").append(known.value()).append("\r\n"));
        // Proxy-Connection is no standard, but old proxies hang up without it, and curl sends it.
        return request.append("User-Agent: ")
                .append(userAgent)
                .append("\r\nProxy-Connection: Keep-Alive\r\n\r\n")
                .toString();
    }
}
