package dev.ptex.proxy;

import dev.ptex.config.Environment;
import dev.ptex.config.Setting;
import dev.ptex.config.Settings;
import dev.ptex.credential.Credential;
import dev.ptex.url.Url;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which proxy leads to a URL: the one of {@code ptex.proxy.url}, none if that is there and empty, else what the environment
 * says, as libcurl reads it, and so ptex 1.7.
 */
public final class ProxyEnvironment {
    private static final String URL = "ptex.proxy.url";

    private final Environment environment;
    private final Settings settings;

    public ProxyEnvironment(Environment environment, Settings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    /**
     * @return nothing if the URL is to be reached straight
     * @throws ProxyException if a proxy is set and cannot be used; going straight would not be what was asked for
     */
    public Optional<Proxy> forUrl(Url url) throws ProxyException {
        return choose(url).proxy();
    }

    /**
     * The same, with who says so.
     *
     * @throws ProxyException as {@link #forUrl}
     */
    public ProxyChoice choose(Url url) throws ProxyException {
        if (url.scheme().equals("file")) {
            return ProxyChoice.none("a file needs none");
        }
        Optional<Setting> emptied = settings.emptied(URL);
        if (emptied.isPresent()) {
            return ProxyChoice.none(emptied.get().name() + " is empty");
        }
        Optional<Setting> named = settings.find(URL).or(() -> variable(url.scheme()));
        if (named.isEmpty()) {
            return ProxyChoice.none("none is set");
        }
        Optional<Setting> exceptions = exceptions();
        if (new NoProxy(exceptions.map(Setting::value).orElse("")).covers(url.host())) {
            return ProxyChoice.none(exceptions.map(Setting::name).orElse("") + " covers it");
        }
        Proxy proxy = Proxy.parse(named.get().place(), named.get().value());
        return new ProxyChoice(Optional.of(withCredential(proxy)), named.get().name());
    }

    /** Not HTTP_PROXY: a web server sets it for its scripts to whatever a request's Proxy header says (httpoxy). */
    private Optional<Setting> variable(String scheme) {
        List<String> own = scheme.equals("http")
                ? List.of("http_proxy")
                : List.of(scheme + "_proxy", scheme.toUpperCase(Locale.ROOT) + "_PROXY");
        return first(Stream.concat(own.stream(), Stream.of("all_proxy", "ALL_PROXY")));
    }

    private Optional<Setting> exceptions() {
        return settings.find("ptex.proxy.no-proxy").or(() -> first(Stream.of("no_proxy", "NO_PROXY")));
    }

    private Optional<Setting> first(Stream<String> variables) {
        return variables
                .flatMap(name -> environment.get(name).map(value -> new Setting(name, value, name, 0)).stream())
                .findFirst();
    }

    /** What is set beats what is in the proxy's URL; but a password there is of the user there alone. */
    private Proxy withCredential(Proxy proxy) {
        Optional<Credential> written = proxy.credential();
        Optional<String> user = settings.find("ptex.proxy.username").map(Setting::value);
        Optional<String> password = settings.find("ptex.proxy.password").map(Setting::value);
        if (user.isEmpty() && password.isEmpty()) {
            return proxy;
        }
        Optional<Credential> same =
                written.filter(credential -> user.isEmpty() || user.get().equals(credential.user()));
        Optional<Credential> set = user.or(() -> written.map(Credential::user))
                .map(name -> new Credential(
                        name, password.or(() -> same.map(Credential::password)).orElse("")));
        return new Proxy(proxy.kind(), proxy.host(), proxy.port(), set, false);
    }
}
