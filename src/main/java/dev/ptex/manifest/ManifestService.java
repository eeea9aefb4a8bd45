package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.ptex.digest.Expectation;
import dev.ptex.manifest.ManifestSurvey.References;
import dev.ptex.text.NearestName;
import dev.ptex.text.Reason;
import dev.ptex.text.SafeText;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Url;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private static final References NONE = new References(List.of(), Optional.empty());

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
        return entry(manifest, name, lift.references(), lift.names(), lift.expectation());
    }

    /**
     * The same from a survey of the manifest, so that it need not be read again for each file.
     *
     * @throws ManifestException if it does not say where the file is
     */
    public ManifestEntry find(Path manifest, ManifestSurvey survey, String name) throws ManifestException {
        List<String> references = new ArrayList<>();
        for (Map<String, References> table : List.of(survey.urls(), survey.mirrors())) {
            References found = table.getOrDefault(name, NONE);
            if (found.trouble().isPresent()) {
                throw unparsed(manifest, found.trouble().get());
            }
            references.addAll(found.texts());
        }
        return entry(
                manifest, name, references, survey.names(), survey.file(name).flatMap(LiftFile::expectation));
    }

    private static ManifestEntry entry(
            Path manifest, String name, List<String> references, Set<String> names, Optional<Expectation> expectation)
            throws ManifestException {
        List<Url> urls = new ArrayList<>();
        for (String reference : references) {
            urls.add(resolve(manifest, name, reference));
        }
        if (urls.isEmpty()) {
            throw new ManifestException(
                    "Did not find an URL mapping for file " + name + " in " + manifest + ".", suggestion(name, names));
        }
        return new ManifestEntry(name, urls.get(0), urls.subList(1, urls.size()), expectation);
    }

    private LiftManifest read(Path manifest, String name) throws ManifestException {
        return read(
                manifest,
                file -> ManifestText.lenient(Files.newInputStream(file)),
                json -> new ManifestReader(json, name).read());
    }

    /**
     * All that a manifest says of files.
     *
     * @param manifest a file of its own, or a scie
     * @throws ManifestException if it cannot be read, or is none that scie-jump would take
     */
    public ManifestSurvey survey(Path manifest) throws ManifestException {
        return read(manifest, ManifestFile::open, json -> new SurveyReader(json).read());
    }

    JsonParser parser(ManifestText text) throws IOException {
        return factory.createParser(text);
    }

    JsonGenerator pretty(OutputStream out) throws IOException {
        return JsonLayout.pretty(factory, out);
    }

    JsonGenerator compact(OutputStream out) throws IOException {
        return JsonLayout.compact(factory, out);
    }

    private <T> T read(Path manifest, Opening opening, Reading<T> reading) throws ManifestException {
        if (Files.isDirectory(manifest)) {
            throw unopened(manifest, "it is a directory");
        }
        try (ManifestText text = opening.open(manifest)) {
            return read(manifest, text, reading);
        } catch (IOException e) {
            throw unopened(manifest, Reason.of(e));
        }
    }

    private interface Opening {
        ManifestText open(Path manifest) throws IOException;
    }

    private interface Reading<T> {
        T read(JsonParser json) throws IOException, EntryException;
    }

    private <T> T read(Path manifest, ManifestText text, Reading<T> reading) throws ManifestException, IOException {
        try (JsonParser json = factory.createParser(text)) {
            try {
                return reading.read(json);
            } catch (EntryException e) {
                throw unparsed(manifest, String.valueOf(e.getMessage()));
            } catch (JsonProcessingException e) {
                throw unparsed(manifest, new JsonTrouble(json, text).describe(e));
            } catch (CharacterCodingException e) {
                throw unparsed(manifest, Reason.of(e));
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

    static ManifestException unopened(Path manifest, String why) {
        return new ManifestException("Failed to open lift manifest at " + manifest + ": " + why);
    }

    private static ManifestException unparsed(Path manifest, String why) {
        return new ManifestException("Failed to parse lift manifest " + manifest + ": " + why);
    }
}
