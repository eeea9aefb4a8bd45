package dev.ptex.nativeimage;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResourceKeyCheckTest {
    record Same(Module module, String resource) {}

    record Other(Module module, String resource) {
        @Override
        public int hashCode() {
            return Objects.hash(module, resource);
        }
    }

    record Wider(Module module, String resource, int kind) {}

    @Test
    void recordWithTheSameHash_passes() {
        assertThatCode(() -> ResourceKeyCheck.compare(Same.class)).doesNotThrowAnyException();
    }

    @Test
    void otherHash_failsTheBuild() {
        assertThatThrownBy(() -> ResourceKeyCheck.compare(Other.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("ResourceKeyHash is not the hash of ");
    }

    @Test
    void otherComponents_failTheBuild() {
        assertThatThrownBy(() -> ResourceKeyCheck.compare(Wider.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("ResourceKey does not fit ");
    }
}
