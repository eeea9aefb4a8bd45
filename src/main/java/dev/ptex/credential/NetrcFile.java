package dev.ptex.credential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The entries of a netrc file. What is not understood in it is passed over. */
final class NetrcFile {
    /** One machine's words; no machine is the entry for all others. */
    private record Entry(Optional<String> machine, Optional<String> login, Optional<String> password) {
        boolean isFor(String host, boolean allowDefault) {
            return machine.map(host::equalsIgnoreCase).orElse(allowDefault);
        }

        /** A password without a login is anybody's, as for curl; for a user who is known, only a password is news. */
        boolean answers(Optional<String> user) {
            if (user.isEmpty()) {
                return login.isPresent() || password.isPresent();
            }
            return password.isPresent() && (login.isEmpty() || login.equals(user));
        }

        Entry withLogin(String value) {
            return new Entry(machine, Optional.of(value), password);
        }

        Entry withPassword(String value) {
            return new Entry(machine, login, Optional.of(value));
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private boolean lastIsOpen;

    NetrcFile(String text) {
        NetrcTokens tokens = new NetrcTokens(text);
        for (Optional<String> word = tokens.keyword(); word.isPresent(); word = tokens.keyword()) {
            switch (word.get()) {
                case "machine" -> {
                    lastIsOpen = false;
                    tokens.value().ifPresent(host -> begin(Optional.of(host)));
                }
                case "default" -> begin(Optional.empty());
                case "login" -> tokens.value().ifPresent(value -> change(last -> last.withLogin(value)));
                case "password" -> tokens.value().ifPresent(value -> change(last -> last.withPassword(value)));
                case "account" -> tokens.value();
                case "macdef" -> {
                    lastIsOpen = false;
                    tokens.skipMacro();
                }
                default -> {}
            }
        }
        if (tokens.isBroken() && lastIsOpen) {
            // Half an entry would send an empty password where there is one.
            entries.remove(entries.size() - 1);
        }
    }

    /**
     * The first entry that fits.
     *
     * @param user never gets the password that stands next to another login, if it is known (curl's CVE-2026-8926)
     * @param allowDefault whether the entry for all other machines may answer
     */
    Optional<Credential> find(String host, Optional<String> user, boolean allowDefault) {
        return entries.stream()
                .filter(entry -> entry.isFor(host, allowDefault) && entry.answers(user))
                .findFirst()
                .map(entry -> new Credential(
                        user.or(entry::login).orElse(""), entry.password().orElse("")));
    }

    private void begin(Optional<String> machine) {
        entries.add(new Entry(machine, Optional.empty(), Optional.empty()));
        lastIsOpen = true;
    }

    private void change(UnaryOperator<Entry> change) {
        if (lastIsOpen) {
            int last = entries.size() - 1;
            entries.set(last, change.apply(entries.get(last)));
        }
    }
}
