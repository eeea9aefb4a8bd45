package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.logging.DiscoveredLogComponents;
import io.quarkus.runtime.logging.InheritableLevel;
import io.quarkus.runtime.logging.LoggingSetupRecorder;
import io.quarkus.runtime.shutdown.ShutdownListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Formatter;
import java.util.logging.Handler;

/**
 * Sets up no handlers: nothing is logged, and the level that says so was set when the executable was built. Otherwise
 * the handlers for consoles, files, sockets and syslog and the formatters stay in the executable.
 */
@TargetClass(LoggingSetupRecorder.class)
final class LoggingSetup {
    private LoggingSetup() {}

    @Substitute
    public ShutdownListener initializeLogging(
            DiscoveredLogComponents components,
            Map<String, InheritableLevel> categoryLevels,
            boolean webStream,
            RuntimeValue<Optional<Handler>> devHandler,
            List<RuntimeValue<Optional<Handler>>> handlers,
            List<RuntimeValue<Map<String, Handler>>> namedHandlers,
            List<RuntimeValue<Optional<Formatter>>> consoleFormatters,
            List<RuntimeValue<Optional<Formatter>>> fileFormatters,
            List<RuntimeValue<Optional<Formatter>>> syslogFormatters,
            List<RuntimeValue<Optional<Formatter>>> socketFormatters,
            RuntimeValue<Optional<Supplier<String>>> banner,
            LaunchMode mode,
            boolean filters) {
        return new ShutdownListener() {};
    }
}
