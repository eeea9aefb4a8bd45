package dev.ptex.cli;

import dev.ptex.config.EnvironmentOnly;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigValidationException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Starts ptex: what happens before Quarkus is up, and when it has ended or could not start. */
@QuarkusMain
public final class Startup {
    Startup() {}

    public static void main(String[] args) {
        List<InputStream> placeholders = ClosedStreams.occupy();
        // Standard output carries a file's bytes: whatever a library might print goes elsewhere.
        System.setOut(System.err);
        EnvironmentOnly.enforce();
        skipHostNameLookup();
        try {
            Quarkus.run(Ptex.class, Startup::exit, args);
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

    /** Quarkus would log a failure to start, with a stack trace, and to standard output. */
    private static void exit(Integer code, @Nullable Throwable failure) {
        if (failure != null) {
            new FailureReporter(System.err).failed(reason(failure));
        }
        System.exit(code);
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigValidationException invalid) {
                return setting(invalid.getProblem(0).getMessage());
            }
        }
        return "it could not start: " + failure.getMessage();
    }

    /** SmallRye wraps what a converter says into words about itself. */
    private static String setting(String problem) {
        Pattern conversion = Pattern.compile("config property (\\S+) .* whilst being converted (.*)", Pattern.DOTALL);
        Matcher matcher = conversion.matcher(problem);
        return matcher.find()
                ? "the setting " + matcher.group(1) + " cannot be used: " + matcher.group(2)
                : "a setting cannot be used: " + problem;
    }
}
