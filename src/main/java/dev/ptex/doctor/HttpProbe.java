package dev.ptex.doctor;

import dev.ptex.credential.CredentialStore;
import dev.ptex.header.Header;
import dev.ptex.header.ResponseHead;
import dev.ptex.proxy.Proxy;
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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Asks for a file's first byte, as a fetch would ask for the file, and reads no body. */
final class HttpProbe {
    /** More makes certificates and signed URLs fail that are valid for a short time. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Transports transports;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final List<ResponseHead> heads = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    HttpProbe(Transports transports, Clock clock, LongSupplier nanoTime) {
        this.transports = transports;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Asks, and says what came of it.
     *
     * @param verified whether a hash is known that would check the bytes
     * @param proxy that leads there
     */
    List<Finding> ask(Url url, boolean verified, Optional<Proxy> proxy) {
        String stage = url.isHttp() ? "HTTP" : url.scheme().toUpperCase(Locale.ROOT);
        TransportRequest request = new TransportRequest(
                url,
                new UserHeaders(List.of(), url.origin()),
                verified,
                Optional.of(Range.of(0, 1)),
                Condition.NONE,
                0,
                heads::add);
        long begun = nanoTime.getAsLong();
        try (TransportResponse response = transports.open(request)) {
            findings.add(Finding.good(stage, answer(), since(begun)));
            findings.add(ranges(response));
        } catch (TransportException e) {
            failed(stage, url, proxy, e, since(begun));
        } catch (IOException e) {
            // It is only closing that has failed, and what was found is found.
        }
        date().ifPresent(date -> findings.add(clock(date)));
        return findings;
    }

    private String answer() {
        return heads.isEmpty() ? "it is there" : last().statusLine();
    }

    private static Finding ranges(TransportResponse response) {
        boolean served = !(response instanceof TransportResponse.Whole whole) || whole.rangesServed();
        return Finding.known(
                "ranges", served ? "served" : "not served: a transfer that breaks off begins again from its start");
    }

    private void failed(String stage, Url url, Optional<Proxy> proxy, TransportException failure, Duration time) {
        if (failure.kind() == TransportException.Kind.NO_SUCH_RANGE) {
            findings.add(Finding.good(stage, answer(), time));
            findings.add(Finding.known("ranges", "served; the file is empty"));
            return;
        }
        Url place = failure.hop().orElse(url);
        findings.add(
                Finding.bad(stage, failure.sentence(), time, next(place, proxy).or(failure::hint)));
    }

    private Optional<String> next(Url place, Optional<Proxy> proxy) {
        if (heads.isEmpty()) {
            return Optional.empty();
        }
        return switch (status()) {
            case 401 -> Optional.of(CredentialStore.sources(place.host()));
            case 403 -> Optional.of("ask whoever runs " + place.host() + " whether you may have it");
            case 404, 410 -> Optional.of("check the URL: the server is there, and the file is not");
            case 407 -> Optional.of(ProxyLogin.next(proxy));
            default -> Optional.empty();
        };
    }

    /** As a status line has it, such as {@code HTTP/1.1 200 OK}; 0 if it is no such line. */
    private int status() {
        String[] words = last().statusLine().split(" ", 3);
        return words.length > 1 && words[1].matches("\\d{3}") ? Integer.parseInt(words[1]) : 0;
    }

    private Optional<Instant> date() {
        return heads.isEmpty()
                ? Optional.empty()
                : last().headers().stream()
                        .filter(header -> header.is("Date"))
                        .map(Header::value)
                        .findFirst()
                        .flatMap(HttpProbe::instant);
    }

    private static Optional<Instant> instant(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Finding clock(Instant date) {
        Duration ahead = Duration.between(date, clock.instant());
        String text = ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of") + " the server's";
        boolean well = ahead.abs().compareTo(TOLERANCE) <= 0;
        return new Finding(
                "clock",
                text,
                Optional.empty(),
                well,
                well ? Optional.empty() : Optional.of("set this machine's clock, or find out whose is wrong"));
    }

    private ResponseHead last() {
        return heads.get(heads.size() - 1);
    }

    private Duration since(long begun) {
        return Duration.ofNanos(nanoTime.getAsLong() - begun);
    }
}
