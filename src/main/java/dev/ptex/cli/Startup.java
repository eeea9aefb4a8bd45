package dev.ptex.cli;

import dev.ptex.config.Environment;
import dev.ptex.config.SettingsOnly;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts ptex: what happens before Quarkus is up, and when it has ended or could not start. */
@QuarkusMain
public final class Startup {
    Startup() {}

    public static void main(String[] args) {
        List<InputStream> placeholders = ClosedStreams.occupy();
        // Standard output carries a file's bytes: whatever a library might print goes elsewhere.
        System.setOut(System.err);
        Crash crash = new Crash(System.err, Environment.ofThisProcess());
        crash.endsTheProcess();
        SettingsOnly.enforce(!Words.askForHelp(args));
        skipHostNameLookup();
        try {
            Quarkus.run(Ptex.class, (code, failure) -> exit(crash, code, failure), args);
        } finally {
            Reference.reachabilityFence(placeholders);
        }
    }

    /**
     * Tells the log manager the host's name, which it would ask DNS for when the first record is made, even of one that
     * is not shown: a wait where DNS is slow.
     */
    private static void skipHostNameLookup() {
        for (String property : new String[] {"jboss.host.name", "jboss.qualified.host.name", "jboss.node.name"}) {
            System.setProperty(property, "localhost");
        }
    }

    /** Quarkus would log a failure, with a stack trace, and to standard output. */
    private static void exit(Crash crash, int code, @Nullable Throwable failure) {
        // What a signal has interrupted may fail in any way.
        if (failure != null && !Shutdown.isUnderWay()) {
            crash.report(failure);
            // Hooks take threads, for which there may be no memory, either.
            Runtime.getRuntime().halt(code);
        }
        System.exit(code);
    }
}
