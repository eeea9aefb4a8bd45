package dev.ptex.credential;

import dev.ptex.url.Url;
import java.util.Optional;

/** Programs that know what lets in at some URLs. Any number of threads may call it at once. */
public interface Helpers {
    /** For where there are none. */
    Helpers NONE = new Helpers() {
        @Override
        public Optional<String> program(Url url) {
            return Optional.empty();
        }

        @Override
        public Optional<GivenHeaders> headers(Url url) {
            return Optional.empty();
        }
    };

    /** Which program would be asked. */
    Optional<String> program(Url url) throws CredentialException;

    /**
     * Asks the program, if there is one.
     *
     * @throws CredentialException if it fails; going on without what it knows would not be what was asked for
     */
    Optional<GivenHeaders> headers(Url url) throws CredentialException;
}
