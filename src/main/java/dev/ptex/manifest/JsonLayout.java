package dev.ptex.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/** Makes writers of JSON. */
final class JsonLayout {
    /** The last character before surrogates: half of a pair may stand alone in JSON, but only as an escape. */
    private static final int HIGHEST = 0xd7ff;

    private JsonLayout() {}

    /** For people, as science and scie-jump have it: two blanks for each level. */
    static JsonGenerator pretty(JsonFactory factory, OutputStream out) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return compact(factory, out).setPrettyPrinter(printer);
    }

    /** In one line, and without the end of it, as scie-jump packs it. */
    static JsonGenerator compact(JsonFactory factory, OutputStream out) throws IOException {
        return factory.createGenerator(new OutputStreamWriter(out, StandardCharsets.UTF_8))
                .setHighestNonEscapedChar(HIGHEST)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }
}
