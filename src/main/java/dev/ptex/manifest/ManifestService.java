package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.ptex.text.NearestName;
import dev.ptex.text.Reason;
import dev.ptex.text.SafeText;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Url;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads lift manifests, and finds files in them. */
@Singleton
public final class ManifestService {
    /** Only depth can harm: what nests a thousand times is no manifest, and the parser keeps a record of each level. */
    static final int DEEPEST = 1000;

    private static final int FEW_NAMES = 5;
    private static final int LONGEST_SHOWN = 200;

    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .build();

    /** Names are not pooled: most are seen once, and the pool refuses those whose hashes collide. */
    private final JsonFactory factory = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(CONSTRAINTS)
            .build();

    /**
     * What a manifest says of a file.
     *
     * @param name looked up as it is
     * @throws ManifestException if the manifest cannot be read, or does not say where the file is
     */
    public ManifestEntry find(Path manifest, String name) throws ManifestException {
        LiftManifest lift = read(manifest, name);
        List<Url> urls = new ArrayList<>();
        for (String reference : lift.references()) {
            urls.add(resolve(manifest, name, reference));
        }
        if (urls.isEmpty()) {
            throw new ManifestException(
                    "Did not find an URL mapping for file " + name + " in " + manifest + ".",
                    suggestion(name, lift.names()));
        }
        return new ManifestEntry(name, urls.get(0), urls.subList(1, urls.size()), lift.expectation());
    }

    private LiftManifest read(Path manifest, String name) throws ManifestException {
        if (Files.isDirectory(manifest)) {
            throw unopened(manifest, "it is a directory");
        }
        try (ManifestText text = new ManifestText(Files.newInputStream(manifest))) {
            return read(manifest, name, text);
        } catch (IOException e) {
            throw unopened(manifest, Reason.of(e));
        }
    }

    private LiftManifest read(Path manifest, String name, ManifestText text) throws ManifestException, IOException {
        try (JsonParser json = factory.createParser(text)) {
            try {
                return new ManifestReader(json, name).read();
            } catch (EntryException e) {
                throw unparsed(manifest, String.valueOf(e.getMessage()));
            } catch (JsonProcessingException e) {
                throw unparsed(manifest, new JsonTrouble(json, text).describe(e));
            }
        }
    }

    /**
     * A relative reference leads to a file beside the manifest: a folder with both is a whole mirror.
     *
     * <p>It is a URL reference (RFC 3986 section 4.2), not a path. What a URL cannot carry is escaped on the way into it,
     * and the file transport decodes a {@code file:} URL's path on the way out, so that blanks, plus signs and letters of
     * any language may be written as they are in the file's name. Escapes mean what they stand for: a file that is called
     * {@code a%20b} is written {@code a%2520b}; and {@code ?} and {@code #}, which end a path, are {@code %3F} and
     * {@code %23}.
     */
    private static Url resolve(Path manifest, String name, String reference) throws ManifestException {
        try {
            if (reference.isBlank()) {
                throw new MalformedUrlException("it is empty");
            }
            return Url.of(manifest).resolve(reference);
        } catch (MalformedUrlException e) {
            // Without the text itself: where a URL is broken, nobody knows which part of it is the password.
            throw new ManifestException(
                    "the URL of \"" + name + "\" in " + manifest + " is not one: " + e.getMessage());
        }
    }

    private static Optional<String> suggestion(String name, Set<String> names) {
        Optional<String> near =
                NearestName.of(name, names).map(guess -> "did you mean " + SafeText.of(guess, LONGEST_SHOWN) + "?");
        return near.isPresent() || names.isEmpty() || names.size() > FEW_NAMES
                ? near
                : Optional.of(names.stream()
                        .map(known -> SafeText.of(known, LONGEST_SHOWN))
                        .collect(Collectors.joining(", ", "the manifest has ", "")));
    }

    private static ManifestException unopened(Path manifest, String why) {
        return new ManifestException("Failed to open lift manifest at " + manifest + ": " + why);
    }

    private static ManifestException unparsed(Path manifest, String why) {
        return new ManifestException("Failed to parse lift manifest " + manifest + ": " + why);
    }
}
