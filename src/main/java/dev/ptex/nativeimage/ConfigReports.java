package dev.ptex.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.runtime.configuration.ConfigRecorder;
import io.smallrye.config.ConfigValue;
import java.util.List;
import java.util.Map;

/** Leaves out what Quarkus checks of a configuration at each start: it cannot have changed since the build. */
@TargetClass(ConfigRecorder.class)
final class ConfigReports {
    private ConfigReports() {}

    @Substitute
    public void handleConfigChange(List<ConfigValue> fixed) {
        // Nothing has changed.
    }

    @Substitute
    public void handleNativeProfileChange(List<String> profiles) {
        // There is one.
    }

    @Substitute
    public void deprecatedProperties(Map<String, String> deprecated) {
        // The build has warned of them.
    }

    @Substitute
    public void unknownConfigFiles() {
        // No file is read.
    }
}
