package dev.ptex.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DownloadedLineTest {
    private static DownloadedLine line(long millis, String... hosts) {
        return new DownloadedLine(27_555_856, List.of(hosts), Duration.ofMillis(millis));
    }

    @Test
    void download_isToldWithSizeHostAndTime() {
        assertThat(line(3_210, "github.com").text()).isEqualTo("Downloaded 27.6 MB from github.com in 3.2 s");
    }

    @Test
    void severalHosts_areAllNamed() {
        assertThat(line(3_210, "a.org", "b.org").text()).isEqualTo("Downloaded 27.6 MB from a.org, b.org in 3.2 s");
    }

    @Test
    void thisMachine_isNoHost() {
        assertThat(line(3_210).text()).isEqualTo("Downloaded 27.6 MB in 3.2 s");
    }

    @Test
    void minutes_areToldAsThat() {
        assertThat(line(62_000, "a.org").text()).isEqualTo("Downloaded 27.6 MB from a.org in 1:02 minutes");
    }

    @Test
    void hostThatDrivesTheTerminal_isMadeVisible() {
        assertThat(line(1_000, "a\u001b[31m").text()).isEqualTo("Downloaded 27.6 MB from a\\x1b[31m in 1.0 s");
    }

    @Test
    void moment_isNotWorthALine() {
        assertThat(line(300).isWorthShowing()).isFalse();
        assertThat(line(301).isWorthShowing()).isTrue();
    }

    @Test
    void fileThatWasThere_wasNotDownloaded() {
        assertThat(new DownloadedLine(0, List.of(), Duration.ofSeconds(9)).isWorthShowing())
                .isFalse();
    }
}
