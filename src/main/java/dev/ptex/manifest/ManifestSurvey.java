package dev.ptex.manifest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All that a manifest says of files, in its order.
 *
 * @param urls what {@code "ptex"} says, by name
 * @param mirrors what {@code "ptex-mirrors"} says, by name
 * @param files nothing where the manifest has no lift, as Pex' bootstrap files
 * @param jumpSize of the scie-jump that the manifest is for, in bytes
 */
public record ManifestSurvey(
        Map<String, References> urls,
        Map<String, References> mirrors,
        Optional<List<LiftFile>> files,
        Map<String, LiftCommand> bindings,
        boolean hasBoot,
        OptionalLong jumpSize) {

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

    /** All names that have URLs, those under {@code "ptex"} first. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(urls.keySet());
        names.addAll(mirrors.keySet());
        return names;
    }

    /** The last file of that name, as the last one counts wherever a name is there twice. */
    public Optional<LiftFile> file(String name) {
        return files.orElse(List.of()).stream()
                .filter(file -> file.name().equals(name))
                .reduce((first, second) -> second);
    }

    /** Whether a binding runs ptex: it passes on the manifest, or needs a file of that name or key. */
    public boolean isPtex(String binding) {
        LiftCommand command = bindings.get(binding);
        return command != null
                && (command.texts().stream().anyMatch(text -> text.contains("{scie.lift}"))
                        || Placeholders.filesOf(binding, bindings).stream().anyMatch(file -> file.startsWith("ptex")));
    }
}
