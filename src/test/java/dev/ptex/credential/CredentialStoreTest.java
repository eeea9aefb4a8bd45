package dev.ptex.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.config.Environment;
import dev.ptex.config.Platform;
import dev.ptex.header.Header;
import dev.ptex.url.Url;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialStoreTest {
    private static final String ENTRY = "machine h login me password secret\n";
    private static final Credential ME = new Credential("me", "secret");

    @TempDir
    Path home;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text);
    }

    private CredentialStore store(Map<String, String> variables) {
        return new CredentialStore(new Environment(variables), Helpers.NONE, home.toString());
    }

    private Optional<Grant> find(String url) throws Exception {
        return store(Map.of()).find(Url.parse(url), true);
    }

    @Test
    void passwordInTheUrl_winsOverNetrc() throws Exception {
        file(".netrc", "machine h login me password other");

        assertThat(find("http://me:secret@h/x")).contains(ME);
    }

    /** Each source hides those behind it. */
    @Test
    void sources_countInTheirOrder() throws Exception {
        GivenHeaders given = new GivenHeaders(List.of(new Header("Authorization", "Bearer helper")));
        Helpers helpers = new Helpers() {
            @Override
            public Optional<String> program(Url url) {
                return Optional.of("/helper");
            }

            @Override
            public Optional<GivenHeaders> headers(Url url) {
                return Optional.of(given);
            }
        };
        file(".netrc", "machine a-b.c login netrc password secret");
        Map<String, String> variables = new HashMap<>(Map.of(
                "PTEX_AUTH_A_B_C_BEARER", "token",
                "PTEX_AUTH_A_B_C_BASIC_USER", "variable",
                "PTEX_AUTH_A_B_C_BASIC_PASS", "secret"));
        Url url = Url.parse("http://A-b.c/x");

        assertThat(first(variables, helpers, Url.parse("http://url:secret@a-b.c/x")))
                .isEqualTo(new Credential("url", "secret"));
        assertThat(first(variables, helpers, url)).isEqualTo(new BearerToken("token"));
        variables.remove("PTEX_AUTH_A_B_C_BEARER");
        assertThat(first(variables, helpers, url)).isEqualTo(new Credential("variable", "secret"));
        variables.clear();
        assertThat(first(variables, helpers, url)).isEqualTo(given);
        assertThat(first(variables, Helpers.NONE, url)).isEqualTo(new Credential("netrc", "secret"));
    }

    private Grant first(Map<String, String> variables, Helpers helpers, Url url) throws Exception {
        return new CredentialStore(new Environment(variables), helpers, home.toString())
                .find(url, true)
                .orElseThrow();
    }

    @Test
    void netrcThatIsNotThere_isNoTroubleBeforeAPasswordIsLookedFor() throws Exception {
        CredentialStore store = store(Map.of("NETRC", "/nonexistent/netrc"));

        store.find(Url.parse("http://me:secret@h/x"), true);

        assertThat(store.trouble()).isEmpty();
    }

    @Test
    void netrcThatIsNotThere_isTrouble() throws Exception {
        CredentialStore store = store(Map.of("NETRC", "/nonexistent/netrc"));

        assertThat(store.find(Url.parse("http://h/x"), true)).isEmpty();

        assertThat(store.trouble()).contains("cannot read passwords from NETRC=/nonexistent/netrc: no such file");
    }

    @Test
    void netrcThatIsTooLong_isTrouble() throws Exception {
        Path netrc = file("netrc", ENTRY + " ".repeat(128 * 1024));
        CredentialStore store = store(Map.of("NETRC", netrc.toString()));

        store.find(Url.parse("http://h/x"), true);

        assertThat(store.trouble())
                .contains("cannot read passwords from NETRC=" + netrc + ": it is longer than 128 KiB");
    }

    @Test
    void usualNetrcThatIsNotThere_isNoTrouble() throws Exception {
        CredentialStore store = store(Map.of());

        store.find(Url.parse("http://h/x"), true);

        assertThat(store.trouble()).isEmpty();
    }

    @Test
    void emptyPasswordInTheUrl_isOne() throws Exception {
        file(".netrc", ENTRY);

        assertThat(find("http://me:@h/x")).contains(new Credential("me", ""));
    }

    @Test
    void passwordWithoutAUserInTheUrl_winsOverNetrc() throws Exception {
        file(".netrc", "machine h password secret");

        assertThat(find("http://:other@h/x")).contains(new Credential("", "other"));
    }

    @Test
    void percentEncodedUserInfo_isDecoded() throws Exception {
        assertThat(find("http://me%40corp:a+b%2F@h/x")).contains(new Credential("me@corp", "a+b/"));
    }

    @Test
    void userInTheUrl_getsTheirPasswordFromNetrc() throws Exception {
        file(".netrc", "machine h login a password 1 machine h login m%e password secret");

        assertThat(find("http://m%25e@h/x")).contains(new Credential("m%e", "secret"));
    }

    @Test
    void userInTheUrl_neverGetsAnothersPassword() throws Exception {
        file(".netrc", ENTRY + "default login x password y");

        assertThat(find("http://you@h/x")).contains(new Credential("you", ""));
    }

    @Test
    void emptyUserInfo_isNone() throws Exception {
        assertThat(find("http://@h/x")).isEmpty();

        file(".netrc", ENTRY);

        assertThat(find("http://@h/x")).contains(ME);
    }

    @Test
    void urlWithoutUser_isLookedUpByHost() throws Exception {
        file(".netrc", ENTRY);

        assertThat(find("https://H:8443/x")).contains(ME);
        assertThat(find("https://other/x")).isEmpty();
    }

    @Test
    void ipv6Host_isLookedUpWithoutBrackets() throws Exception {
        file(".netrc", "machine ::1 login me password secret");

        assertThat(find("http://[::1]:8080/x")).contains(ME);
    }

    @Test
    void defaultEntry_isForTheTypedHostOnly() throws Exception {
        file(".netrc", "default login me password secret");
        CredentialStore store = store(Map.of());

        assertThat(store.find(Url.parse("http://h/x"), true)).contains(ME);
        assertThat(store.find(Url.parse("http://h/x"), false)).isEmpty();
    }

    @Test
    void hostOfARedirect_getsItsOwnEntry() throws Exception {
        file(".netrc", ENTRY);

        assertThat(store(Map.of()).find(Url.parse("http://h/x"), false)).contains(ME);
    }

    @Test
    void netrcVariable_namesTheFileInsteadOfHomes() throws Exception {
        file(".netrc", "machine h login x password y");
        Path named = file("named", ENTRY);

        assertThat(store(Map.of("NETRC", named.toString())).find(Url.parse("http://h/"), true))
                .contains(ME);
    }

    @Test
    void netrcVariableOfNoFile_doesNotFallBackToHomes() throws Exception {
        file(".netrc", ENTRY);

        assertThat(store(Map.of("NETRC", home.resolve("gone").toString())).find(Url.parse("http://h/"), true))
                .isEmpty();
    }

    @Test
    void emptyNetrcVariable_isNotSet() throws Exception {
        file(".netrc", ENTRY);

        assertThat(store(Map.of("NETRC", "")).find(Url.parse("http://h/"), true))
                .contains(ME);
    }

    @Test
    void homeVariable_winsOverTheUsersHome() throws Exception {
        file(".netrc", "machine h login x password y");
        Path other = Files.createDirectory(home.resolve("other"));
        Files.writeString(other.resolve(".netrc"), ENTRY);

        assertThat(store(Map.of("HOME", other.toString())).find(Url.parse("http://h/"), true))
                .contains(ME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "a\0b", "relative"})
    void unknownHome_isNotTheCurrentDirectory(String unknown) throws Exception {
        // The JVM calls the home of a user without an account "?", as containers have them.
        Path current = Path.of("").toAbsolutePath();
        String relative = unknown.equals("relative") ? current.relativize(home).toString() : unknown;
        file(".netrc", ENTRY);

        assertThat(new CredentialStore(new Environment(Map.of()), Helpers.NONE, relative)
                        .find(Url.parse("http://h/"), true))
                .isEmpty();
    }

    @Test
    void underscoredFile_isReadOnWindows() throws Exception {
        file("_netrc", ENTRY);
        CredentialStore store =
                new CredentialStore(new Environment(Map.of(), Platform.WINDOWS), Helpers.NONE, home.toString());

        assertThat(store.find(Url.parse("http://h/"), true)).contains(ME);
    }

    @Test
    void dottedFile_winsOverTheUnderscoredOneOnWindows() throws Exception {
        file(".netrc", ENTRY);
        file("_netrc", "machine h login x password y");
        CredentialStore store =
                new CredentialStore(new Environment(Map.of(), Platform.WINDOWS), Helpers.NONE, home.toString());

        assertThat(store.find(Url.parse("http://h/"), true)).contains(ME);
    }

    @Test
    void profileFolder_isTheHomeOnWindows() throws Exception {
        file("_netrc", ENTRY);
        Environment environment = new Environment(Map.of("UserProfile", home.toString()), Platform.WINDOWS);

        assertThat(new CredentialStore(environment, Helpers.NONE, "").find(Url.parse("http://h/"), true))
                .contains(ME);
    }

    @Test
    void profileFolder_isNoHomeElsewhere() throws Exception {
        file(".netrc", ENTRY);
        Environment environment = new Environment(Map.of("USERPROFILE", home.toString()));

        assertThat(new CredentialStore(environment, Helpers.NONE, "").find(Url.parse("http://h/"), true))
                .isEmpty();
    }

    @Test
    void underscoredFile_isNotReadElsewhere() throws Exception {
        file("_netrc", ENTRY);

        assertThat(find("http://h/")).isEmpty();
    }

    @Test
    void noFile_isNoCredential() throws Exception {
        assertThat(find("http://h/")).isEmpty();
        assertThat(find("http://me@h/")).contains(new Credential("me", ""));
    }

    @Test
    void directoryInTheFilesPlace_isNoCredential() throws Exception {
        Files.createDirectory(home.resolve(".netrc"));

        assertThat(find("http://h/")).isEmpty();
    }

    @Test
    void impossiblePath_isNoCredential() throws Exception {
        assertThat(store(Map.of("NETRC", "a\0b")).find(Url.parse("http://h/"), true))
                .isEmpty();
    }

    @Test
    void fileAsLongAsCurlReads_isRead() throws Exception {
        file(".netrc", ENTRY + "#".repeat(128 * 1024 - ENTRY.length()));

        assertThat(find("http://h/")).contains(ME);
    }

    @Test
    void fileLongerThanCurlReads_isNoCredential() throws Exception {
        file(".netrc", ENTRY + "#".repeat(128 * 1024 - ENTRY.length() + 1));

        assertThat(find("http://h/")).isEmpty();
    }

    @Test
    void bytesThatAreNotUtf8_areTolerated() throws Exception {
        byte[] entry = ENTRY.getBytes(StandardCharsets.US_ASCII);
        byte[] octets = new byte[entry.length + 2];
        octets[0] = (byte) 0xe9;
        octets[1] = '\n';
        System.arraycopy(entry, 0, octets, 2, entry.length);
        Files.write(home.resolve(".netrc"), octets);

        assertThat(find("http://h/")).contains(ME);
    }

    @Test
    void file_isReadAtFirstNeedAndOnce() throws Exception {
        CredentialStore store = store(Map.of());
        store.find(Url.parse("http://me:secret@h/"), true);
        Path netrc = file(".netrc", ENTRY);

        assertThat(store.find(Url.parse("http://h/"), true)).contains(ME);

        Files.delete(netrc);

        assertThat(store.find(Url.parse("http://h/"), true)).contains(ME);
    }
}
