package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.ptex.url.MalformedUrlException;
import dev.ptex.url.Redaction;
import dev.ptex.url.Url;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads lift manifests, and finds files in them. */
@Singleton
public final class ManifestService {
    private static final int BYTE_ORDER_MARK = 0xfeff;
    private static final int FEW_NAMES = 5;

    /** Only depth can harm: skipping takes no stack, but what nests a thousand times is no manifest. */
    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(1000)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .build();

    private final JsonFactory factory =
            JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();

    /**
     * What a manifest says of a file.
     *
     * @param name looked up as it is
     * @throws ManifestException if the manifest cannot be read, or does not say where the file is
     */
    public ManifestEntry find(Path manifest, String name) throws ManifestException {
        LiftManifest lift = read(manifest, name);
        if (!lift.hasPtex() && lift.mirrors().isEmpty()) {
            throw unparsed(manifest, "it has no \"ptex\" object");
        }
        List<Url> urls = new ArrayList<>();
        for (String reference : references(lift)) {
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
        try (Reader reader = new BufferedReader(
                new InputStreamReader(Files.newInputStream(manifest), StandardCharsets.UTF_8), 1 << 16)) {
            skipByteOrderMark(reader);
            return read(manifest, name, reader);
        } catch (NoSuchFileException e) {
            throw unopened(manifest, "no such file");
        } catch (AccessDeniedException e) {
            throw unopened(manifest, "permission denied");
        } catch (IOException e) {
            throw unopened(manifest, "it cannot be read");
        }
    }

    private LiftManifest read(Path manifest, String name, Reader reader) throws ManifestException, IOException {
        try (JsonParser json = factory.createParser(reader)) {
            try {
                return new ManifestReader(json, name).read();
            } catch (EntryException e) {
                throw unparsed(manifest, String.valueOf(e.getMessage()));
            } catch (JsonProcessingException e) {
                throw unparsed(manifest, JsonTrouble.at(json, e));
            }
        }
    }

    private static void skipByteOrderMark(Reader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }

    private static List<String> references(LiftManifest lift) {
        List<String> references = new ArrayList<>();
        lift.url().ifPresent(references::add);
        references.addAll(lift.mirrors());
        return references;
    }

    /** A relative reference leads to a file beside the manifest: a folder with both is a whole mirror. */
    private static Url resolve(Path manifest, String name, String reference) throws ManifestException {
        try {
            if (reference.isBlank()) {
                throw new MalformedUrlException("it is empty");
            }
            return Url.of(manifest).resolve(reference);
        } catch (MalformedUrlException e) {
            throw new ManifestException("the URL \"" + Redaction.text(reference) + "\" of " + name + " in " + manifest
                    + " is none: " + e.getMessage());
        }
    }

    private static Optional<String> suggestion(String name, Set<String> names) {
        Optional<String> near = NearestName.of(name, names).map(guess -> "did you mean " + guess + "?");
        return near.isPresent() || names.isEmpty() || names.size() > FEW_NAMES
                ? near
                : Optional.of("it has " + String.join(", ", names));
    }

    private static ManifestException unopened(Path manifest, String why) {
        return new ManifestException("Failed to open lift manifest at " + manifest + ": " + why);
    }

    private static ManifestException unparsed(Path manifest, String why) {
        return new ManifestException("Failed to parse lift manifest " + manifest + ": " + why);
    }
}
