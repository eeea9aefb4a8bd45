package dev.ptex.manifest;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Finds what scie-jump would put into a text, by the rules of its {@code placeholders.rs}. */
final class Placeholders {
    private final Map<String, LiftCommand> bindings;
    private final Set<String> files = new LinkedHashSet<>();
    private final Set<String> seen = new LinkedHashSet<>();

    private Placeholders(Map<String, LiftCommand> bindings) {
        this.bindings = bindings;
    }

    /** The names or keys of all files that a binding needs before it can run, also by way of other bindings. */
    static Set<String> filesOf(String binding, Map<String, LiftCommand> bindings) {
        Placeholders placeholders = new Placeholders(bindings);
        placeholders.binding(binding);
        return placeholders.files;
    }

    private void binding(String name) {
        LiftCommand command = bindings.get(name);
        if (command != null && seen.add(name)) {
            command.texts().forEach(this::text);
        }
    }

    private void text(String text) {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '{' && depth == 1 && i == start) {
                depth = 0; // Two of them are one brace that is meant.
            } else if (text.charAt(i) == '{') {
                start = depth == 0 ? i + 1 : start;
                depth++;
            } else if (text.charAt(i) == '}' && depth > 0) {
                depth--;
                if (depth == 0) {
                    placeholder(text.substring(start, i));
                }
            }
        }
    }

    private void placeholder(String symbol) {
        String[] parts = symbol.split("\\.", 3);
        if (parts.length < 2 && symbol.equals("scie")) {
            return;
        }
        if (!parts[0].equals("scie")) {
            files.add(symbol);
        } else if (parts.length == 3) {
            switch (parts[1]) {
                case "files", "files:hash" -> files.add(parts[2]);
                case "bindings" -> binding(parts[2].split(":", 2)[0]);
                // What stands behind an equals sign is used where the variable is not set, and may have placeholders.
                case "env", "user" -> text(parts[2].substring(parts[2].indexOf('=') + 1));
                case "platform" -> {}
                default -> files.add(symbol);
            }
        }
    }
}
