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

        Entry withLogin(String value) {
            return new Entry(machine, Optional.of(value), password);
        }

        Entry withPassword(String value) {
            return new Entry(machine, login, Optional.of(value));
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    NetrcFile(String text) {
        NetrcTokens tokens = new NetrcTokens(text);
        for (Optional<String> word = tokens.next(); word.isPresent(); word = tokens.next()) {
            switch (word.get()) {
                case "machine" -> tokens.next().ifPresent(host -> begin(Optional.of(host)));
                case "default" -> begin(Optional.empty());
                case "login" -> tokens.next().ifPresent(value -> change(last -> last.withLogin(value)));
                case "password" -> tokens.next().ifPresent(value -> change(last -> last.withPassword(value)));
                case "account" -> tokens.next();
                case "macdef" -> tokens.skipMacro();
                default -> {}
            }
        }
    }

    /**
     * The first entry that fits.
     *
     * @param user only this user's password will do, if it is known (curl's CVE-2026-8926)
     * @param allowDefault whether the entry for all other machines may answer
     */
    Optional<Credential> find(String host, Optional<String> user, boolean allowDefault) {
        return entries.stream()
                .filter(entry -> entry.isFor(host, allowDefault))
                .filter(entry -> user.isEmpty() || entry.login.equals(user))
                .filter(entry -> entry.login.isPresent() || entry.password.isPresent())
                .findFirst()
                .map(entry -> new Credential(entry.login.orElse(""), entry.password.orElse("")));
    }

    private void begin(Optional<String> machine) {
        entries.add(new Entry(machine, Optional.empty(), Optional.empty()));
    }

    private void change(java.util.function.UnaryOperator<Entry> change) {
        if (!entries.isEmpty()) {
            int last = entries.size() - 1;
            entries.set(last, change.apply(entries.get(last)));
        }
    }
}
