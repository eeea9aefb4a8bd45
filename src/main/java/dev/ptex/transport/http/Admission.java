package dev.ptex.transport.http;

import dev.ptex.auth.Answer;
import dev.ptex.auth.Challenges;
import dev.ptex.auth.Conversation;
import dev.ptex.header.Header;
import dev.ptex.header.ResponseObserver;
import dev.ptex.proxy.Proxy;
import dev.ptex.transport.TransportException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Sends one hop, and answers what its origin and the proxy before it challenge, until it is let in. Of one thread. */
final class Admission {
    private static final int UNAUTHORIZED = 401;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final Exchanges exchanges;
    private final Hop hop;
    private final Optional<Proxy> proxy;
    private final Optional<Conversation> atOrigin;
    private final Optional<Conversation> atProxy;
    private final List<Conversation> logins;

    /**
     * @param atOrigin nothing if no user is known there, or the hop has what lets it in
     * @param atProxy nothing also if the proxy was asked for a tunnel, in which it has no more to say
     */
    Admission(
            Exchanges exchanges,
            Hop hop,
            Optional<Proxy> proxy,
            Optional<Conversation> atOrigin,
            Optional<Conversation> atProxy) {
        this.exchanges = exchanges;
        this.hop = hop;
        this.proxy = proxy;
        this.atOrigin = atOrigin;
        this.atProxy = atProxy;
        this.logins = Stream.concat(atOrigin.stream(), atProxy.stream()).toList();
    }

    /**
     * @param number of the download's connection that asks
     * @param observer is shown the head of each reply
     * @return the first reply that challenges nothing, or nothing that can be answered
     */
    Reply send(int number, ResponseObserver observer) throws TransportException {
        try {
            return admitted(number, observer);
        } finally {
            logins.forEach(Conversation::close);
        }
    }

    private Reply admitted(int number, ResponseObserver observer) throws TransportException {
        Optional<Answer> toOrigin = atOrigin.flatMap(Conversation::unasked);
        Optional<Answer> toProxy = atProxy.flatMap(Conversation::unasked);
        Hop next = with(toOrigin, toProxy);
        Reply reply = exchanges.send(next, proxy, number, observer, logins);
        while (true) {
            observer.received(reply.head());
            Optional<Answer> answer;
            if (reply.status() == PROXY_AUTHENTICATION_REQUIRED) {
                answer = answer(atProxy, reply, "Proxy-Authenticate");
                toProxy = answer;
            } else {
                atProxy.ifPresent(passed(reply, "Proxy-Authentication-Info"));
                if (reply.status() != UNAUTHORIZED) {
                    atOrigin.ifPresent(passed(reply, "Authentication-Info"));
                    return reply;
                }
                answer = answer(atOrigin, reply, "WWW-Authenticate");
                toOrigin = answer;
                // What it was told may count only once.
                toProxy = atProxy.flatMap(Conversation::unasked);
            }
            if (answer.isEmpty()) {
                giveUp(next, reply);
                return reply;
            }
            reply.body().drain();
            next = with(toOrigin, toProxy);
            reply = answer.get().step() == Answer.Step.LAST
                    ? exchanges.sendOver(reply.body().connection(), next, logins)
                    : exchanges.send(next, proxy, number, observer, logins);
        }
    }

    /** The end of a message: what whoever sent this status thought of the password. */
    String outcome(int status) {
        return (status == PROXY_AUTHENTICATION_REQUIRED ? atProxy : atOrigin)
                .map(Conversation::outcome)
                .orElse("");
    }

    private static Optional<Answer> answer(Optional<Conversation> login, Reply reply, String field) {
        return login.flatMap(user -> user.answer(Challenges.in(reply.head(), field)));
    }

    private static Consumer<Conversation> passed(Reply reply, String field) {
        return user -> user.admitted(reply.head(), field);
    }

    /** Nobody else can go on with a login that is half done. */
    private static void giveUp(Hop sent, Reply reply) {
        if (sent.isHeld()) {
            reply.body().connection().close();
        }
    }

    private Hop with(Optional<Answer> toOrigin, Optional<Answer> toProxy) {
        List<Header> added = new ArrayList<>();
        toOrigin.ifPresent(answer -> added.add(new Header("Authorization", answer.value())));
        // Of a tunnel, only the proxy's own request may carry this: what goes through it is the origin's.
        toProxy.ifPresent(answer -> added.add(new Header("Proxy-Authorization", answer.value())));
        boolean held = Stream.concat(toOrigin.stream(), toProxy.stream())
                .anyMatch(answer -> answer.step() == Answer.Step.FIRST);
        return hop.with(added, atOrigin.flatMap(Conversation::owner), held);
    }
}
