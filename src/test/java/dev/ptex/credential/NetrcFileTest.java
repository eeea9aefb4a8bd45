package dev.ptex.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetrcFileTest {
    private static Optional<Credential> find(String text, String host) {
        return new NetrcFile(text).find(host, Optional.empty(), true);
    }

    private static Optional<Credential> find(String text, String host, String user) {
        return new NetrcFile(text).find(host, Optional.of(user), true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "machine h login me password secret",
                "machine h password secret login me",
                "machine\nh\nlogin\nme\npassword\nsecret\n",
                "machine h\r\n\tlogin me\r\n\tpassword secret\r\n",
                "MACHINE h LOGIN me PASSWORD secret",
                "machine h login me account x password secret",
                "machine h login me account password password secret",
                "machine h junk login me \"login\" password secret junk",
                "machine h login other login me password secret password other",
                "machine \"h\" login \"me\" password \"secret\"",
                "# machine h login x password y\nmachine h login me\n# comment\npassword secret",
                "machine other login x password y machine h login me password secret",
                "login x password y machine h login me password secret",
                "macdef init\nmachine h login x password y\n\nmachine h login me password secret",
            })
    void entry_isFoundHoweverItIsWritten(String text) {
        assertThat(find(text, "h")).contains(new Credential("me", "secret"));
    }

    @Test
    void machineName_isComparedInAnyCase() {
        assertThat(find("machine Example.COM login me password secret", "eXample.com"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"www.example.com", "ample.com", "example.co", "example.com.evil.test", ""})
    void machineName_isComparedAsAWhole(String host) {
        assertThat(find("machine example.com login me password secret", host)).isEmpty();
    }

    @Test
    void firstEntryForAHost_wins() {
        assertThat(find("machine h login a password 1 machine h login b password 2", "h"))
                .contains(new Credential("a", "1"));
    }

    @Test
    void loginAndPassword_areTakenLiterally() {
        assertThat(find("machine h login machine password p#a\"s\\s", "h"))
                .contains(new Credential("machine", "p#a\"s\\s"));
    }

    @Test
    void quotedPassword_mayHoldBlanksAndEscapes() {
        assertThat(find("machine h login me password \"a b\\\"\\\\\\t\"", "h"))
                .contains(new Credential("me", "a b\"\\\t"));
    }

    @Test
    void passwordBesideAnotherLogin_isNeverTheUsers() {
        // curl's CVE-2026-8926.
        assertThat(find("machine h login a password 1", "h", "b")).isEmpty();
        assertThat(find("machine h password 1 login a", "h", "b")).isEmpty();
        assertThat(find("default login a password 1", "h", "b")).isEmpty();
    }

    @Test
    void user_getsTheirOwnEntrysPassword() {
        assertThat(find("machine h login a password 1 machine h login b password 2", "h", "b"))
                .contains(new Credential("b", "2"));
    }

    @Test
    void login_isComparedInItsCase() {
        assertThat(find("machine h login Me password secret", "h", "me")).isEmpty();
    }

    @Test
    void user_isNotLookedForAtAnotherHost() {
        assertThat(find("machine other login me password secret", "h", "me")).isEmpty();
    }

    @Test
    void entryWithoutLogin_isForAnyUser() {
        assertThat(find("machine h password secret", "h", "me")).contains(new Credential("me", "secret"));
    }

    @Test
    void entryWithoutLogin_hasAnEmptyUserWhenNoneIsKnown() {
        assertThat(find("machine h password secret", "h")).contains(new Credential("", "secret"));
    }

    @Test
    void entryWithoutPassword_hasAnEmptyOne() {
        assertThat(find("machine h login me", "h")).contains(new Credential("me", ""));
    }

    @Test
    void entryWithoutPassword_isPassedOverForAKnownUser() {
        assertThat(find("machine h login me machine h login me password secret", "h", "me"))
                .contains(new Credential("me", "secret"));
    }

    @Test
    void entryWithNothing_isPassedOver() {
        assertThat(find("machine h machine h login me password secret", "h")).contains(new Credential("me", "secret"));
        assertThat(find("machine h", "h")).isEmpty();
    }

    @Test
    void defaultEntry_isForAnyHost() {
        assertThat(find("machine other login x password y default login me password secret", "h"))
                .contains(new Credential("me", "secret"));
    }

    @Test
    void defaultEntry_isForNobodyWhereItIsNotAllowed() {
        NetrcFile netrc = new NetrcFile("default login me password secret");

        assertThat(netrc.find("h", Optional.empty(), false)).isEmpty();
        assertThat(netrc.find("h", Optional.of("me"), false)).isEmpty();
    }

    @Test
    void hostsOwnEntry_isFoundWhereDefaultIsNotAllowed() {
        assertThat(new NetrcFile("default login x password y machine h login me password secret")
                        .find("h", Optional.empty(), false))
                .contains(new Credential("me", "secret"));
    }

    @Test
    void wordsAfterDefault_areNotTheMachinesBefore() {
        assertThat(new NetrcFile("machine h default login me password secret").find("h", Optional.empty(), false))
                .isEmpty();
    }

    @Test
    void wordsInAMacro_areNotTheEntrys() {
        assertThat(find("machine h login me macdef init\nlogin x password y\n\npassword secret", "h"))
                .contains(new Credential("me", "secret"));
    }

    @Test
    void completeEntry_isNotChangedAnyMore() {
        // Measured with curl 7.88.
        assertThat(find("machine h login a password 1 password 2", "h")).contains(new Credential("a", "1"));
        assertThat(find("machine h password 1 login a password 2", "h")).contains(new Credential("a", "1"));
        assertThat(find("machine h login a password 1 login b password 2", "h")).contains(new Credential("a", "1"));
    }

    @Test
    void anotherLoginOfAMachine_hasItsOwnPassword() {
        String text = "machine h login a password 1 login b password 2 login c";

        assertThat(find(text, "h", "a")).contains(new Credential("a", "1"));
        assertThat(find(text, "h", "b")).contains(new Credential("b", "2"));
        assertThat(find(text, "h", "c")).isEmpty();
    }

    @Test
    void anotherLoginOfDefault_isOfDefault() {
        NetrcFile netrc = new NetrcFile("machine h login x password y default login a password 1 login b password 2");

        assertThat(netrc.find("other", Optional.of("b"), true)).contains(new Credential("b", "2"));
        assertThat(netrc.find("other", Optional.of("b"), false)).isEmpty();
        assertThat(netrc.find("h", Optional.of("b"), false)).isEmpty();
    }

    @Test
    void entryWithAPassword_winsOverOneWithout() {
        // Measured with curl 7.88.
        assertThat(find("machine h login a machine h login b password 2", "h")).contains(new Credential("b", "2"));
        assertThat(find("machine h login a default login d password 1", "h")).contains(new Credential("d", "1"));
    }

    @Test
    void emptyPassword_isOne() {
        assertThat(find("machine h login a password \"\" machine h login b password 2", "h"))
                .contains(new Credential("a", ""));
    }

    @Test
    void openQuote_doesNotSwallowAnotherHostsPassword() {
        assertThat(find("machine h login me password \"abc\nmachine other login x password y", "h"))
                .isEmpty();
    }

    @Test
    void openQuote_isNotClosedByAQuoteOfAnotherLine() {
        String other = "machine other login \"x\" password y";

        assertThat(find("machine h login \"me\n" + other, "h")).isEmpty();
        assertThat(find("machine h login me password \"abc\n" + other, "h")).isEmpty();
        assertThat(find("machine h password \"abc\\\n" + other, "h")).isEmpty();
    }

    @Test
    void openQuote_leavesTheEntriesBeforeIt() {
        assertThat(find("machine h login me password secret machine other login x password \"y", "h"))
                .contains(new Credential("me", "secret"));
        assertThat(find("machine h login me password secret machine \"other", "h"))
                .contains(new Credential("me", "secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "machine",
                "default",
                "login me",
                "password secret",
                "macdef",
                "account",
                "\"",
                "machine \"",
                "#",
                "machine other login h password h",
            })
    void fileWithoutAnEntryForTheHost_hasNone(String text) {
        assertThat(find(text, "h")).isEmpty();
    }

    @Test
    void keywordAtTheEnd_isIgnored() {
        assertThat(find("machine h login me password secret login", "h")).contains(new Credential("me", "secret"));
    }

    @Test
    void binaryFile_isTolerated() {
        byte[] octets = new byte[20_000];
        new Random(1).nextBytes(octets);
        String text = new String(octets, StandardCharsets.UTF_8);

        assertThatCode(() -> find(text, "h")).doesNotThrowAnyException();
    }
}
