package dev.ptex.doctor;

import dev.ptex.header.Header;
import dev.ptex.header.HttpDate;
import dev.ptex.header.ResponseHead;
import dev.ptex.transport.Condition;
import dev.ptex.transport.Range;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.Transports;
import dev.ptex.transport.UserHeaders;
import dev.ptex.url.Url;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Has a fetch ask for a file's first byte, says at which stage that ended, and reads no body. */
final class HttpProbe {
    /** More makes certificates and signed URLs fail that are valid for a short time. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Transports transports;
    private final Clock clock;
    private final Passage passage;
    private final Consumer<Finding> findings;

    /** @param passage that has just begun */
    HttpProbe(Transports transports, Clock clock, Passage passage, Consumer<Finding> findings) {
        this.transports = transports;
        this.clock = clock;
        this.passage = passage;
        this.findings = findings;
    }

    /**
     * Asks, and says what came of it.
     *
     * @param verified whether a hash is known that would check the bytes
     */
    void ask(Url url, boolean verified) {
        TransportRequest request = new TransportRequest(
                url,
                new UserHeaders(List.of(), url.origin()),
                verified,
                Optional.of(Range.of(0, 1)),
                Condition.NONE,
                0,
                passage);
        try (TransportResponse response = transports.open(request)) {
            findings.accept(Finding.good(stage(url), answer(), passage.lap()));
            findings.accept(ranges(response));
        } catch (TransportException e) {
            failed(url, e);
        } catch (IOException e) {
            // It is only closing that has failed, and what was found is found.
        }
        date().map(this::clock).ifPresent(findings);
    }

    private static String stage(Url url) {
        return url.isHttp() ? "HTTP" : url.scheme().toUpperCase(Locale.ROOT);
    }

    private String answer() {
        return passage.heads().isEmpty() ? "it is there" : last().statusLine();
    }

    private static Finding ranges(TransportResponse response) {
        boolean served = !(response instanceof TransportResponse.Whole whole) || whole.rangesServed();
        return Finding.known(
                "ranges", served ? "served" : "not served: a transfer that breaks off begins again from its start");
    }

    private void failed(Url url, TransportException failure) {
        if (failure.kind() == TransportException.Kind.NO_SUCH_RANGE) {
            findings.accept(Finding.good(stage(url), answer(), passage.lap()));
            findings.accept(Finding.known("ranges", "served; the file is empty"));
            return;
        }
        findings.accept(Finding.bad(
                passage.next().orElse(stage(url)),
                failure.sentence(),
                passage.lap(),
                failure.hint().or(() -> next(failure.hop().orElse(url)))));
    }

    private Optional<String> next(Url place) {
        if (passage.heads().isEmpty() || passage.next().isPresent()) {
            // Nobody has answered, or nobody but a proxy.
            return Optional.empty();
        }
        return switch (status()) {
            case 403 -> Optional.of("ask whoever runs " + place.host() + " whether you may have it");
            case 404, 410 -> Optional.of("check the URL: the server is there, and the file is not");
            default -> Optional.empty();
        };
    }

    /** As a status line has it, such as {@code HTTP/1.1 200 OK}; 0 if it is no such line. */
    private int status() {
        String[] words = last().statusLine().split(" ", 3);
        return words.length > 1 && words[1].matches("\\d{3}") ? Integer.parseInt(words[1]) : 0;
    }

    private Optional<Instant> date() {
        return passage.heads().isEmpty()
                ? Optional.empty()
                : last().headers().stream()
                        .filter(header -> header.is("Date"))
                        .map(Header::value)
                        .findFirst()
                        .flatMap(HttpDate::parse);
    }

    private Finding clock(Instant date) {
        Duration ahead = Duration.between(date, clock.instant());
        long seconds = ahead.abs().toSeconds();
        String text = seconds == 0
                ? "the same as the server's"
                : seconds + " s " + (ahead.isNegative() ? "behind" : "ahead of") + " the server's";
        boolean well = ahead.abs().compareTo(TOLERANCE) <= 0;
        return new Finding(
                "clock",
                text,
                Optional.empty(),
                well,
                well ? Optional.empty() : Optional.of("set this machine's clock, or find out whose is wrong"));
    }

    private ResponseHead last() {
        return passage.heads().get(passage.heads().size() - 1);
    }
}
