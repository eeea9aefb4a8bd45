package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonParser;
import dev.ptex.digest.Expectation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Picks what concerns one name out of a manifest, in one pass and whatever else is in it: scie-jump keeps unknown keys,
 * gives no order, and Pex' bootstrap files have nothing but a {@code "ptex"} object. Of a key that is there twice the
 * last one counts.
 */
final class ManifestReader {
    private final JsonParser json;
    private final String wanted;
    private UrlTable urls = UrlTable.ABSENT;
    private UrlTable mirrors = UrlTable.ABSENT;
    private Optional<Expectation> expectation = Optional.empty();

    ManifestReader(JsonParser json, String wanted) {
        this.json = json;
        this.wanted = wanted;
    }

    /**
     * @throws IOException if it is no JSON
     * @throws EntryException if it is JSON, but not what a manifest has there
     */
    LiftManifest read() throws IOException, EntryException {
        Document.read(json, this::readValue);
        return manifest();
    }

    private void readValue(String key) throws IOException {
        switch (key) {
            case "ptex" -> urls = UrlTable.read(json, key, wanted, UrlTable.Expected.STRING);
            case "ptex-mirrors" -> mirrors = UrlTable.read(json, key, wanted, UrlTable.Expected.STRINGS);
            case "scie" -> expectation = new ExpectationReader(json, wanted).read();
            default -> json.skipChildren();
        }
    }

    private LiftManifest manifest() throws EntryException {
        Optional<String> trouble = urls.trouble().or(mirrors::trouble);
        if (trouble.isPresent()) {
            throw new EntryException(trouble.get());
        }
        if (!urls.isThere() && !mirrors.isThere()) {
            throw new EntryException("it has no \"ptex\" object");
        }
        Set<String> names = new LinkedHashSet<>(urls.names());
        names.addAll(mirrors.names());
        List<String> references = new ArrayList<>(urls.references());
        references.addAll(mirrors.references());
        return new LiftManifest(names, references, expectation);
    }
}
