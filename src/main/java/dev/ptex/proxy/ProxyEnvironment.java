package dev.ptex.proxy;

import dev.ptex.config.Environment;
import dev.ptex.url.Url;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which proxy leads to a URL, from the environment as libcurl reads it, and so ptex 1.7. */
public final class ProxyEnvironment {
    private final Environment environment;

    public ProxyEnvironment(Environment environment) {
        this.environment = environment;
    }

    /**
     * @return nothing if the URL is to be reached straight
     * @throws ProxyException if a proxy is set and cannot be used; going straight would not be what was asked for
     */
    public Optional<Proxy> forUrl(Url url) throws ProxyException {
        if (url.scheme().equals("file")) {
            return Optional.empty();
        }
        Optional<String> variable = variables(url.scheme())
                .filter(name -> environment.get(name).isPresent())
                .findFirst();
        if (variable.isEmpty() || exceptions().covers(url.host())) {
            return Optional.empty();
        }
        return Optional.of(
                Proxy.parse(variable.get(), environment.get(variable.get()).orElseThrow()));
    }

    /** Not HTTP_PROXY: a web server sets it for its scripts to whatever a request's Proxy header says (httpoxy). */
    private static Stream<String> variables(String scheme) {
        List<String> own = scheme.equals("http")
                ? List.of("http_proxy")
                : List.of(scheme + "_proxy", scheme.toUpperCase(Locale.ROOT) + "_PROXY");
        return Stream.concat(own.stream(), Stream.of("all_proxy", "ALL_PROXY"));
    }

    private NoProxy exceptions() {
        return new NoProxy(environment
                .get("no_proxy")
                .or(() -> environment.get("NO_PROXY"))
                .orElse(""));
    }
}
