package dev.ptex.manifest;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that a manifest says of files, in its order. Each of them is found at once, however many there are. */
public final class ManifestSurvey {
    private final Map<String, References> urls;
    private final Map<String, References> mirrors;
    private final Set<String> names;
    private final Optional<List<LiftFile>> files;
    private final Map<String, LiftFile> byName = new HashMap<>();
    private final Map<String, LiftCommand> bindings;
    private final boolean hasBoot;

    ManifestSurvey(
            Map<String, References> urls,
            Map<String, References> mirrors,
            Optional<List<LiftFile>> files,
            Map<String, LiftCommand> bindings,
            boolean hasBoot) {
        this.urls = urls;
        this.mirrors = mirrors;
        this.files = files;
        this.bindings = bindings;
        this.hasBoot = hasBoot;
        Set<String> all = new LinkedHashSet<>(urls.keySet());
        all.addAll(mirrors.keySet());
        this.names = Collections.unmodifiableSet(all);
        // The last one counts wherever a name is there twice.
        files.orElse(List.of()).forEach(file -> byName.put(file.name(), file));
    }

    /**
     * The URLs that a table has of a name, as written.
     *
     * @param trouble why they cannot be read
     */
    public record References(List<String> texts, Optional<String> trouble) {
        public References {
            texts = List.copyOf(texts);
        }
    }

    /** What {@code "ptex"} says, by name. */
    public Map<String, References> urls() {
        return urls;
    }

    /** What {@code "ptex-mirrors"} says, by name. */
    public Map<String, References> mirrors() {
        return mirrors;
    }

    /** All names that have URLs, those under {@code "ptex"} first. */
    public Set<String> names() {
        return names;
    }

    /** Nothing where the manifest has no lift, as Pex' bootstrap files. */
    public Optional<List<LiftFile>> files() {
        return files;
    }

    public Optional<LiftFile> file(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Map<String, LiftCommand> bindings() {
        return bindings;
    }

    boolean hasBoot() {
        return hasBoot;
    }

    /** Whether a binding runs ptex: it passes on the manifest, or needs a file of that name or key. */
    public boolean isPtex(String binding) {
        LiftCommand command = bindings.get(binding);
        return command != null
                && (command.texts().stream().anyMatch(text -> text.contains("{scie.lift}"))
                        || Placeholders.filesOf(binding, bindings).stream().anyMatch(file -> file.startsWith("ptex")));
    }
}
