package dev.ptex.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.cache.PrivateFolder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of files that nobody can tell apart, as on Windows. */
class SpoolNameTest {
    private static final String HASH = "ab".repeat(32);

    @TempDir
    Path directory;

    private FileLock lock;
    private SpoolName name;
    private Spool spool;

    @BeforeEach
    void open() throws Exception {
        PrivateFolder folder = PrivateFolder.open(directory, "partial");
        FileChannel channel = folder.openChannel(SpoolName.spool(HASH));
        lock = channel.lock();
        name = new SpoolName(folder, HASH, Optional.empty());
        spool = Spool.kept(channel, name, lock);
    }

    @Test
    void ambiguousName_isLockedUntilTheBytesAreOut() throws Exception {
        spool.share();
        assertThat(lock.isValid()).isTrue();

        spool.abandon();
        assertThat(name.file()).doesNotExist();
        spool.close();
    }

    @Test
    void ambiguousNameThatIsReleased_isAnothers() throws Exception {
        spool.abandon();
        Files.writeString(name.file(), "another's");

        spool.share();
        spool.abandon();
        spool.abandon();

        assertThat(name.file()).hasContent("another's");
        spool.close();
    }
}
