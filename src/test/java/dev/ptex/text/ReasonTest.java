package dev.ptex.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void missingFile_isNamedSo() {
        assertThat(Reason.of(new NoSuchFileException("/x"))).isEqualTo("no such file");
    }

    @Test
    void forbiddenFile_isNamedSo() {
        assertThat(Reason.of(new AccessDeniedException("/x"))).isEqualTo("permission denied");
    }

    @Test
    void fileInPlaceOfDirectory_isNamedSo() {
        assertThat(Reason.of(new NotDirectoryException("/x"))).isEqualTo("it is not a directory");
    }

    @Test
    void closedChannel_hasWordsThoughTheJdkHasNone() {
        assertThat(Reason.of(new ClosedChannelException())).isEqualTo("it was closed");
    }

    @Test
    void systemsReason_comesWithoutThePath() {
        assertThat(Reason.of(new FileSystemException("/x", null, "Too many open files")))
                .isEqualTo("too many open files");
    }

    @Test
    void streamsMessage_isTheReason() {
        assertThat(Reason.of(new IOException("No space left on device"))).isEqualTo("no space left on device");
    }

    @Test
    void acronym_keepsItsCapitals() {
        assertThat(Reason.of(new IOException("RPC failed"))).isEqualTo("RPC failed");
    }

    @Test
    void otherLanguagesNouns_keepTheirCapitals() {
        assertThat(Reason.of(new IOException("Der Datenträger ist voll."))).isEqualTo("der Datenträger ist voll");
    }

    @Test
    void turkishMachine_lowersLettersAsAnyOther() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(Reason.of(new IOException("Is a directory"))).isEqualTo("is a directory");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void causeOfSilentFailure_isTheReason() {
        assertThat(Reason.of(new IOException(null, new NoSuchFileException("/x"))))
                .isEqualTo("no such file");
    }

    @Test
    void nothingKnown_saysWhatKindItIs() {
        assertThat(Reason.of(new IOException())).isEqualTo("input/output error");
    }
}
