package dev.ptex.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectDiagnosisTest {
    private static final Target ORIGIN = new Target("origin.test", 443);

    /** Of a machine that speaks German. */
    private static DialException diagnose(IOException failure) {
        return new ConnectDiagnosis(() -> "Verbindungsaufbau abgelehnt").of(failure, ORIGIN, Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Connection refused", "Connection refused: no further information", "Verbindungsaufbau abgelehnt"
            })
    void refusal_namesItsTargetAndStays(String words) {
        DialException failure = diagnose(new ConnectException(words));

        assertThat(failure).hasMessage("connection refused by origin.test:443");
        assertThat(failure.isPassing()).isFalse();
    }

    /** In the language of the machine at hand, whatever it is. */
    @Test
    void realRefusal_isARefusal() throws Exception {
        try (SocketChannel taken = SocketChannel.open();
                SocketChannel caller = SocketChannel.open()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            IOException refusal =
                    catchThrowableOfType(IOException.class, () -> caller.connect(taken.getLocalAddress()));

            assertThat(new ConnectDiagnosis().of(refusal, ORIGIN, Duration.ZERO))
                    .hasMessage("connection refused by origin.test:443");
        }
    }

    /** What the JDK makes of ETIMEDOUT is a ConnectException as well; where no packet is answered, it takes minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection timed out",
                "connection timed out: no further information",
                "die Wartezeit für die Verbindung ist abgelaufen"
            })
    void systemThatLosesPatience_mayPass(String words) {
        String sentence = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);

        DialException failure = diagnose(new ConnectException(sentence));

        assertThat(failure).hasMessage("no connection to origin.test:443 could be made: " + words);
        assertThat(failure.isPassing()).isTrue();
    }

    @Test
    void systemThatLosesPatience_isNotTakenForTheRefusalOfARealMachine() {
        IOException failure = new ConnectException("Die Wartezeit für die Verbindung ist abgelaufen");

        assertThat(new ConnectDiagnosis().of(failure, ORIGIN, Duration.ZERO).isPassing())
                .isTrue();
    }

    @Test
    void spentBudget_isSaidAndMayPass() {
        DialException failure = diagnose(new SocketTimeoutException());

        assertThat(failure).hasMessage("no connection to origin.test:443 was made within 20 s");
        assertThat(failure.isPassing()).isTrue();
    }

    @Test
    void interrupt_isSaid() {
        assertThat(diagnose(new ClosedByInterruptException()))
                .hasMessage("connecting to origin.test:443 was interrupted");
    }

    @Test
    void missingRoute_isSaid() {
        assertThat(diagnose(new NoRouteToHostException("No route to host")))
                .hasMessage("there is no route to origin.test:443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"network is unreachable", "connection reset by peer", "die Verbindung wurde zurückgesetzt"})
    void troubleOfTheNetwork_isInTheSystemsWordsAndMayPass(String words) {
        DialException failure = diagnose(new SocketException(words));

        assertThat(failure).hasMessage("no connection to origin.test:443 could be made: " + words);
        assertThat(failure.isPassing()).isTrue();
    }

    @Test
    void troubleOfThisMachine_stays() {
        DialException failure = diagnose(new BindException("Cannot assign requested address"));

        assertThat(failure)
                .hasMessage("no connection to origin.test:443 could be made: cannot assign requested address");
        assertThat(failure.isPassing()).isFalse();
    }

    @Test
    void troubleWithoutWords_isSaidNonetheless() {
        assertThat(diagnose(new IOException())).hasMessage("no connection to origin.test:443 could be made");
    }
}
