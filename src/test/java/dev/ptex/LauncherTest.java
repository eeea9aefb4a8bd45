package dev.ptex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.testing.ProcessResult;
import dev.ptex.testing.PtexProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell text at the head of dist/ptex, with a script in the place of java that shows how it was called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path LAUNCHER = Path.of("src/main/dist/launcher.sh").toAbsolutePath();
    private static final String NEEDS_JAVA = "ptex: needs a Java 17 or newer runtime: ";

    @TempDir
    Path folder;

    @Test
    void noJava_isSaidInOneLine() {
        ProcessResult result = launch("/nowhere").withoutEnv("JAVA_HOME").run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).isEqualTo(NEEDS_JAVA + "JAVA_HOME is not set and there is no java on PATH\n");
    }

    @Test
    void javaHomeWithoutJava_isSaidWhenThereIsNoOther() {
        ProcessResult result = launch("/nowhere").env("JAVA_HOME", "/no where").run();

        assertThat(result.stderr())
                .isEqualTo(NEEDS_JAVA + "there is no bin/java in JAVA_HOME (/no where) and no java on PATH\n");
    }

    @Test
    void javaHomeWithoutJava_givesWayToPath() throws IOException {
        Path runtime = runtime("jdk", "JAVA_VERSION=\"21.0.2\"\n");

        assertThat(launch(runtime + "/bin").env("JAVA_HOME", "/no where").run().text())
                .startsWith("the jdk ");
    }

    @Test
    void javaHome_goesBeforePath() throws IOException {
        Path first = runtime("first", "JAVA_VERSION=\"17\"\n");
        Path second = runtime("second", "JAVA_VERSION=\"25\"\n");

        assertThat(launch(second + "/bin")
                        .env("JAVA_HOME", first.toString())
                        .run()
                        .text())
                .startsWith("the first ");
    }

    @Test
    void tooOldJava_isNamed() throws IOException {
        Path runtime = runtime("old", "IMPLEMENTOR=\"N/A\"\nJAVA_VERSION=\"11.0.2\"\n");

        ProcessResult result =
                launch("/nowhere").env("JAVA_HOME", runtime.toString()).run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr()).isEqualTo(NEEDS_JAVA + "found only Java 11.0.2 at " + runtime + "/bin/java\n");
    }

    @Test
    void java8_isTooOld() throws IOException {
        Path runtime = runtime("old", "JAVA_VERSION=\"1.8.0_402\"");

        assertThat(launch(runtime + "/bin").withoutEnv("JAVA_HOME").run().stderr())
                .contains("found only Java 1.8.0_402 at");
    }

    @Test
    void tooOldJavaHome_givesWayToPath() throws IOException {
        Path old = runtime("old", "JAVA_VERSION=\"11\"\n");
        Path good = runtime("good", "JAVA_VERSION=\"17-ea\"\n");

        assertThat(launch(good + "/bin").env("JAVA_HOME", old.toString()).run().text())
                .startsWith("the good ");
    }

    @Test
    void unknownVersion_isTried() throws IOException {
        Path runtime = runtime("shim", "");

        assertThat(launch("/nowhere").env("JAVA_HOME", runtime.toString()).run().text())
                .startsWith("the shim ");
    }

    @Test
    void arguments_arriveAsTheyAre() throws IOException {
        Path runtime = runtime("jdk", "");

        ProcessResult result = launch("/nowhere", "", " a  b ", "x\ny", "*", "-V", "'\"$HOME")
                .env("JAVA_HOME", runtime.toString())
                .run();

        assertThat(result.text()).endsWith("<-jar><" + LAUNCHER + "><>< a  b ><x\ny><*><-V><'\"$HOME>");
    }

    @Test
    void virtualMachine_keepsItsLogOffStdout() throws IOException {
        Path runtime = runtime("jdk", "JVM_VARIANT=\"Hotspot\"\n");

        assertThat(launch("/nowhere").env("JAVA_HOME", runtime.toString()).run().text())
                .contains("<-Xlog:disable><-XX:+DisplayVMOutputToStderr>");
    }

    @Test
    void openJ9_getsNoOptionItComplainsAbout() throws IOException {
        Path runtime = runtime("jdk", "JAVA_VERSION=\"17.0.1\"\nJVM_VARIANT=\"Openj9\"\n");

        assertThat(launch("/nowhere").env("JAVA_HOME", runtime.toString()).run().text())
                .contains("<-XX:+IgnoreUnrecognizedVMOptions>")
                .doesNotContain("-Xlog");
    }

    @Test
    void collectorOfTheUser_isNotContradicted() throws IOException {
        Path runtime = runtime("jdk", "");

        ProcessResult result = launch("/nowhere")
                .env("JAVA_HOME", runtime.toString())
                .env("JAVA_TOOL_OPTIONS", "-Da=b -XX:+UseZGC")
                .run();

        assertThat(result.text()).startsWith("the jdk ").doesNotContain("UseSerialGC");
    }

    @Test
    void cLocale_becomesUtf8() throws IOException {
        Path runtime = runtime("jdk", "");

        ProcessResult result = launch("/nowhere")
                .env("JAVA_HOME", runtime.toString())
                .env("LC_ALL", "C")
                .run();

        assertThat(result.text()).startsWith("the jdk LC_ALL=C.UTF-8 ");
    }

    @Test
    void otherCharacterSet_isLeftAlone() throws IOException {
        Path runtime = runtime("jdk", "");

        ProcessResult result = launch("/nowhere")
                .env("JAVA_HOME", runtime.toString())
                .env("LANG", "de_DE.ISO-8859-1")
                .run();

        assertThat(result.text()).startsWith("the jdk LC_ALL= ");
    }

    @Test
    void stubOfMacOs_givesWayToWhatJavaHomeKnows() throws IOException {
        Path runtime = runtime("jdk", "JAVA_VERSION=\"21\"\n");

        ProcessResult result = onMacOs("[ \"$*\" = '-F -v 17+' ] && [ -z \"$JAVA_HOME\" ] && echo '" + runtime + "'")
                .env("JAVA_HOME", "/no where")
                .run();

        assertThat(result.text()).startsWith("the jdk ");
    }

    @Test
    void stubOfMacOs_isNotStartedWhereThereIsNoJava() throws IOException {
        ProcessResult result =
                onMacOs("echo Unable to find any JVMs >&2; exit 1").run();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.stdout()).isEmpty();
        assertThat(result.stderr())
                .isEqualTo(NEEDS_JAVA + "JAVA_HOME is not set and there is none that " + folder + "/java_home knows\n");
    }

    /** With other paths in the place of /usr/bin/java and /usr/libexec/java_home. */
    private PtexProcess onMacOs(String javaHome) throws IOException {
        Path stub = FakeRuntime.make(folder.resolve("stub"), "").java();
        Path command = FakeRuntime.script(folder.resolve("java_home"), javaHome);
        String text = Files.readString(LAUNCHER)
                .replace("/usr/bin/java", stub.toString())
                .replace("/usr/libexec/java_home", command.toString());
        Path launcher = Files.writeString(folder.resolve("launcher.sh"), text);
        return PtexProcess.of("/bin/sh", folder, launcher.toString())
                .env("PATH", folder.resolve("stub/bin").toString())
                .withoutEnv("JAVA_HOME");
    }

    private PtexProcess launch(String path, String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = LAUNCHER.toString();
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return PtexProcess.of("/bin/sh", folder, words).env("PATH", path);
    }

    private Path runtime(String name, String release) throws IOException {
        return FakeRuntime.make(folder.resolve("the " + name), release).home();
    }
}
