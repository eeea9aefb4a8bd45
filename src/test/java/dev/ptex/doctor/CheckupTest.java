package dev.ptex.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ptex.config.Environment;
import dev.ptex.config.Setting;
import dev.ptex.config.Settings;
import dev.ptex.connect.Reach;
import dev.ptex.header.Header;
import dev.ptex.header.ResponseHead;
import dev.ptex.proxy.ProxyEnvironment;
import dev.ptex.testing.ScriptedServer;
import dev.ptex.transport.Range;
import dev.ptex.transport.Transport;
import dev.ptex.transport.TransportException;
import dev.ptex.transport.TransportRequest;
import dev.ptex.transport.TransportResponse;
import dev.ptex.transport.Transports;
import dev.ptex.trust.TrustRoots;
import dev.ptex.url.Url;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckupTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private final ScriptedServer server = ScriptedServer.start();
    private final Map<String, String> environment = new HashMap<>();
    private final List<Setting> settings = new ArrayList<>();
    private final List<TransportRequest> requests = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private List<String> toldBefore = List.of();
    private final AtomicLong nanos = new AtomicLong();
    private Optional<TransportException> failure = Optional.empty();
    private ResponseHead head = new ResponseHead("HTTP/1.1 206 Partial Content", List.of());
    private boolean ranges = true;

    @AfterEach
    void stop() {
        server.close();
    }

    /** Knows one name. */
    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        if (host.equals("nowhere.test")) {
            throw new UnknownHostException(host + ": Name or service not known");
        }
        return List.of(InetAddress.getAllByName("127.0.0.1"));
    }

    private List<Finding> examine(String url) throws Exception {
        List<Finding> findings = new ArrayList<>();
        Environment variables = new Environment(environment);
        // Each look at the clock takes a quarter of a second.
        Reach reach = new Reach(CheckupTest::resolve, Duration.ofSeconds(20), System::nanoTime);
        new Checkup(
                        new ProxyEnvironment(variables, new Settings(variables, settings)),
                        reach,
                        TrustRoots.of(variables, Settings.NONE),
                        new Transports(List.of(new Answering())),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        () -> nanos.addAndGet(250_000_000))
                .of(Url.parse(url), false, finding -> {
                    findings.add(finding);
                    told.add(finding.stage());
                });
        return findings;
    }

    private Finding stage(String stage, String url) throws Exception {
        return examine(url).stream()
                .filter(finding -> finding.stage().equals(stage))
                .findFirst()
                .orElseThrow();
    }

    /** Answers as the test says, without a network. */
    private final class Answering implements Transport {
        @Override
        public Set<String> schemes() {
            return Set.of("http", "https", "file");
        }

        @Override
        public TransportResponse open(TransportRequest request) throws TransportException {
            requests.add(request);
            toldBefore = List.copyOf(told);
            request.observer().received(head);
            if (failure.isPresent()) {
                throw failure.get();
            }
            InputStream body = new InputStream() {
                @Override
                public int read() {
                    throw new AssertionError("the body was read");
                }

                @Override
                public int read(byte[] bytes, int offset, int length) {
                    return read();
                }
            };
            return ranges
                    ? new TransportResponse.Part(Range.of(0, 1), OptionalLong.of(9), Optional.empty(), body)
                    : new TransportResponse.Whole(OptionalLong.of(9), Optional.empty(), false, body);
        }
    }

    @Test
    void allWell_isALineForEachStageWithItsTime() throws Exception {
        head = new ResponseHead(
                "HTTP/1.1 206 Partial Content", List.of(new Header("Date", "Fri, 27 Nov 2026 11:59:58 GMT")));

        List<Finding> findings = examine(server.url("/x"));

        assertThat(findings).allMatch(Finding::well);
        assertThat(findings.stream().map(Finding::lines))
                .containsExactly(
                        "  proxy     none: none is set\n",
                        "  DNS       127.0.0.1 is 127.0.0.1 (0.25 s)\n",
                        "  TCP       connected to " + server.authority() + " (0.25 s)\n",
                        "  HTTP      HTTP/1.1 206 Partial Content (0.25 s)\n",
                        "  ranges    served\n",
                        "  clock     2 s ahead of the server's\n");
    }

    @Test
    void clockOfTheServer_isTheSame() throws Exception {
        head = new ResponseHead("HTTP/1.1 200 OK", List.of(new Header("Date", "Fri, 27 Nov 2026 12:00:00 GMT")));

        assertThat(stage("clock", server.url("/x")).text()).isEqualTo("the same as the server's");
    }

    @Test
    void stage_isToldBeforeTheNextOneBegins() throws Exception {
        examine(server.url("/x"));

        assertThat(toldBefore).containsExactly("proxy", "DNS", "TCP");
    }

    @Test
    void request_isForOneByte() throws Exception {
        examine(server.url("/x"));

        assertThat(requests).extracting(TransportRequest::range).containsExactly(Optional.of(Range.of(0, 1)));
    }

    @Test
    void rangesThatAreNotServed_areNoFailure() throws Exception {
        ranges = false;

        assertThat(stage("ranges", server.url("/x")).text()).startsWith("not served");
        assertThat(stage("ranges", server.url("/x")).well()).isTrue();
    }

    @Test
    void clockThatIsFarOff_isAFailure() throws Exception {
        head = new ResponseHead("HTTP/1.1 200 OK", List.of(new Header("date", "Fri, 27 Nov 2026 13:00:00 GMT")));

        Finding clock = stage("clock", server.url("/x"));

        assertThat(clock.text()).isEqualTo("3600 s behind the server's");
        assertThat(clock.well()).isFalse();
        assertThat(clock.next().orElseThrow()).startsWith("set this machine's clock");
    }

    @Test
    void nameThatDoesNotExist_endsIt() throws Exception {
        List<Finding> findings = examine("http://nowhere.test/x");

        assertThat(findings).extracting(Finding::stage).containsExactly("proxy", "DNS");
        assertThat(findings.get(1).well()).isFalse();
        assertThat(findings.get(1).next().orElseThrow())
                .contains("check the name")
                .contains("ptex.proxy.url");
        assertThat(requests).isEmpty();
    }

    @Test
    void connectionThatIsRefused_endsIt() throws Exception {
        String url = server.url("/x");
        server.close();

        List<Finding> findings = examine(url);

        assertThat(findings).extracting(Finding::stage).containsExactly("proxy", "DNS", "TCP");
        assertThat(findings.get(2).text()).startsWith("connection refused by 127.0.0.1:");
        assertThat(findings.get(2).next().orElseThrow())
                .contains("check host and port")
                .contains("ptex.proxy.url");
    }

    @Test
    void proxy_isWhatIsConnectedTo() throws Exception {
        settings.add(new Setting("ptex.proxy.url", "http://" + server.authority(), "/f", 3));

        List<Finding> findings = examine("http://nowhere.test/x");

        assertThat(findings).extracting(Finding::stage).containsExactly("proxy", "DNS", "TCP", "HTTP", "ranges");
        assertThat(findings.get(0).text())
                .isEqualTo("http://" + server.authority() + ", as ptex.proxy.url in /f:3 says");
    }

    @Test
    void proxyThatCannotBeUsed_endsIt() throws Exception {
        environment.put("http_proxy", "gopher://p");

        List<Finding> findings = examine(server.url("/x"));

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).well()).isFalse();
        assertThat(findings.get(0).next().orElseThrow()).contains("ptex.proxy.url");
    }

    @ParameterizedTest
    @CsvSource({
        "403, ask whoever runs 127.0.0.1",
        "404, check the URL",
    })
    void statusThatIsNotTheFile_saysWhatToDo(int status, String next) throws Exception {
        head = new ResponseHead("HTTP/1.1 " + status + " No", List.of());
        failure = Optional.of(new TransportException("the server answered " + status + " No"));

        Finding http = stage("HTTP", server.url("/x"));

        assertThat(http.well()).isFalse();
        assertThat(http.text()).isEqualTo("the server answered " + status + " No");
        assertThat(http.next().orElseThrow()).contains(next);
    }

    @Test
    void failureBehindARedirect_namesThePlace() throws Exception {
        failure = Optional.of(new TransportException("the server answered 404").at(Url.parse("http://cdn/y")));

        assertThat(stage("HTTP", server.url("/x")).text())
                .isEqualTo("redirected to http://cdn/y: the server answered 404");
    }

    @Test
    void emptyFile_isWell() throws Exception {
        failure = Optional.of(new TransportException(TransportException.Kind.NO_SUCH_RANGE, "no such range"));

        assertThat(examine(server.url("/x"))).allMatch(Finding::well);
    }

    @Test
    void file_isLookedAtAtOnce() throws Exception {
        assertThat(examine("file:///x")).extracting(Finding::stage).containsExactly("proxy", "FILE", "ranges");
    }
}
