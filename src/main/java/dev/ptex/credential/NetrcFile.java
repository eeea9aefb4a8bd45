package dev.ptex.credential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

        boolean isComplete() {
            return login.isPresent() && password.isPresent();
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
                case "login" -> tokens.value().ifPresent(this::login);
                case "password" -> tokens.value().ifPresent(this::password);
                case "account" -> tokens.value();
                case "macdef" -> tokens.skipMacro();
                default -> {}
            }
        }
        if (tokens.isBroken() && lastIsOpen) {
            // Half an entry would send an empty password where there is one.
            entries.remove(entries.size() - 1);
        }
    }

    /**
     * The first entry that fits, and has a password if any has.
     *
     * @param user never gets the password that stands next to another login, if it is known (curl's CVE-2026-8926)
     * @param allowDefault whether the entry for all other machines may answer
     */
    Optional<Credential> find(String host, Optional<String> user, boolean allowDefault) {
        List<Entry> fitting = entries.stream()
                .filter(entry -> entry.isFor(host, allowDefault) && entry.answers(user))
                .toList();
        return fitting.stream()
                .filter(entry -> entry.password().isPresent())
                .findFirst()
                .or(() -> fitting.stream().findFirst())
                .map(entry -> new Credential(
                        user.or(entry::login).orElse(""), entry.password().orElse("")));
    }

    private void begin(Optional<String> machine) {
        entries.add(new Entry(machine, Optional.empty(), Optional.empty()));
        lastIsOpen = true;
    }

    /** Another login of a machine never gets the password of the one before. */
    private void login(String value) {
        if (lastIsOpen && last().isComplete()) {
            begin(last().machine());
        }
        if (lastIsOpen) {
            entries.set(entries.size() - 1, last().withLogin(value));
        }
    }

    /** One more password is nobody's: it may be another machine's, whose name a slip of the pen has spoilt. */
    private void password(String value) {
        if (lastIsOpen && !last().isComplete()) {
            entries.set(entries.size() - 1, last().withPassword(value));
        }
    }

    private Entry last() {
        return entries.get(entries.size() - 1);
    }
}
