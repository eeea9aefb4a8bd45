package dev.ptex.cli;

import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainIntegrationTest;
import java.util.List;

/** The same on what is packaged: the jar, or the native executable. Bytes are for the process tests to compare. */
@QuarkusMainIntegrationTest
class PtexIT extends PtexTest {
    /** The test's launcher has Quarkus log its start and its end. */
    @Override
    List<String> errors(LaunchResult result) {
        return super.errors(result).stream()
                .filter(line -> !line.contains("INFO  [io.quarkus] (main) "))
                .toList();
    }
}
