package dev.ptex.process;

import dev.ptex.digest.Sha256;
import dev.ptex.testing.PtexProcess;
import dev.ptex.testing.Reply;
import dev.ptex.testing.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A site whose rules have a mirror asked in place of an origin, by way of a proxy; neither host is there. */
final class MirroredSite {
    static final String MIRROR = "http://mirror.invalid/a";

    private MirroredSite() {}

    /**
     * Writes a manifest, {@code m.json}, whose file "a" is "hello".
     *
     * @param proxy is scripted to have it
     */
    static PtexProcess ptex(Path home, ScriptedServer proxy, String... words) throws IOException {
        proxy.on(MIRROR, Reply.ok("hello"));
        Path settings = Files.writeString(
                home.resolve("ptex.properties"), "ptex.rewrite.\"http://origin.invalid/\"=http://mirror.invalid/\n");
        Files.writeString(home.resolve("m.json"), """
                {"ptex": {"a": "http://origin.invalid/a"}, "scie": {"lift": {"files": [
                  {"name": "a", "size": 5, "hash": "%s"}]}}}
                """.formatted(Sha256.of("hello")));
        return PtexProcess.ptex(home, words)
                .env("PTEX_CONFIG", settings.toString())
                .env("http_proxy", proxy.url("/"));
    }
}
