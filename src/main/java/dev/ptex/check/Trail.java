package dev.ptex.check;

import dev.ptex.header.Header;
import dev.ptex.header.ResponseHead;
import dev.ptex.header.ResponseObserver;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Url;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Remembers where redirects have led, and what was answered there. */
final class Trail implements ResponseObserver {
    private final Url begin;
    private Url end;
    private Optional<Instant> certified = Optional.empty();
    private OptionalInt status = OptionalInt.empty();

    Trail(Url begin) {
        this.begin = begin;
        this.end = begin;
    }

    @Override
    public synchronized void received(ResponseHead head) {
        String[] words = head.statusLine().split(" ", 3);
        status = OptionalInt.of(Integer.parseInt(words[1]));
        if (status.getAsInt() >= 300 && status.getAsInt() < 400) {
            head.headers().stream()
                    .filter(header -> header.is("Location"))
                    .map(Header::value)
                    .findFirst()
                    .ifPresent(this::follow);
        }
    }

    @Override
    public synchronized void certified(Supplier<Optional<Instant>> until) {
        certified = Stream.concat(certified.stream(), until.get().stream()).min(Comparator.naturalOrder());
    }

    /** When the first of the certificates on the way expires. */
    synchronized Optional<Instant> certified() {
        return certified;
    }

    private void follow(String location) {
        try {
            end = end.resolve(location);
        } catch (MalformedUrlException e) {
            // The transport says so.
        }
    }

    synchronized OptionalInt status() {
        return status;
    }

    /** Nothing if it is where it began. */
    synchronized Optional<Url> end() {
        return end.equals(begin) ? Optional.empty() : Optional.of(end);
    }
}
