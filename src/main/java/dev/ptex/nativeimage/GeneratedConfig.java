package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.value.registry.ValueRegistry;

/** Takes the place of the code that Quarkus generates to read the configuration at each start: see FrozenConfig. */
@TargetClass(className = "io.quarkus.runtime.generated.Config")
final class GeneratedConfig {
    private GeneratedConfig() {}

    @Substitute
    public static void createRunTimeConfig(ValueRegistry registry) {
        FrozenConfig.thaw();
    }
}
