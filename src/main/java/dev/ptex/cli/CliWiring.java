package dev.ptex.cli;

import dev.ptex.auth.Logins;
import dev.ptex.check.UrlCheck;
import dev.ptex.config.Environment;
import dev.ptex.config.PtexConfig;
import dev.ptex.config.Setting;
import dev.ptex.config.Settings;
import dev.ptex.config.SettingsException;
import dev.ptex.connect.Reach;
import dev.ptex.connect.Resolver;
import dev.ptex.credential.CredentialStore;
import dev.ptex.doctor.Checkup;
import dev.ptex.explain.Explainer;
import dev.ptex.mirror.MirrorHistory;
import dev.ptex.mirror.MirrorOrder;
import dev.ptex.mirror.MirrorSelector;
import dev.ptex.mirror.PolicyException;
import dev.ptex.mirror.RewriteRule;
import dev.ptex.mirror.SitePolicy;
import dev.ptex.plan.PlanPolicy;
import dev.ptex.plan.Segment;
import dev.ptex.progress.Terminal;
import dev.ptex.proxy.ProxyEnvironment;
import dev.ptex.retry.RetryPolicy;
import dev.ptex.retry.Sleeper;
import dev.ptex.retry.Timing;
import dev.ptex.spool.SpoolCache;
import dev.ptex.spool.SpoolDirectory;
import dev.ptex.spool.Spools;
import dev.ptex.transport.Transports;
import dev.ptex.trust.TlsContexts;
import dev.ptex.trust.TrustRoots;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes beans of what the process was started with. */
@Singleton
final class CliWiring {
    @Produces
    @Singleton
    Directories directories(Environment environment, PtexConfig config) {
        return new Directories(environment, config.cacheDir());
    }

    @Produces
    @Singleton
    SpoolDirectory temporary(Directories directories) {
        return new SpoolDirectory(directories.temporary());
    }

    @Produces
    @Singleton
    Spools spools(Directories directories, SpoolDirectory temporary, PtexConfig config) {
        return new Spools(
                directories
                        .cache()
                        .map(directory ->
                                new SpoolCache(directory, config.readTimeout(), Sleeper.system(), Clock.systemUTC())),
                temporary);
    }

    @Produces
    @Singleton
    Timing timing() {
        return new Timing(System::nanoTime, Sleeper.system(), new Random());
    }

    @Produces
    @Singleton
    PlanPolicy plans(PtexConfig config) {
        RetryPolicy retries =
                new RetryPolicy(config.passes(), config.backOff(), config.longestBackOff(), config.longestRetryAfter());
        return new PlanPolicy(config.connections(), Segment.OPEN, config.stallTime(), config.stallRate(), retries);
    }

    /** Nothing is read or written where the order does not depend on it. */
    @Produces
    @Singleton
    MirrorHistory history(Directories directories, PtexConfig config) {
        return new MirrorHistory(
                directories.cache().filter(directory -> config.mirrorOrder() == MirrorOrder.FASTEST),
                Clock.systemUTC());
    }

    @Produces
    @Singleton
    SitePolicy policy(Settings settings) {
        List<RewriteRule> rules = new ArrayList<>();
        for (Setting rule : settings.group("ptex.rewrite")) {
            try {
                rules.add(RewriteRule.parse(rule.key(), rule.value(), rule.place()));
            } catch (PolicyException e) {
                throw new SettingsException(
                        "the rewrite rule in " + rule.place() + " cannot be used: " + e.getMessage());
            }
        }
        return new SitePolicy(rules, settings.find("ptex.block-message").map(Setting::value));
    }

    @Produces
    @Singleton
    MirrorSelector mirrors(SitePolicy policy, PtexConfig config, MirrorHistory history) {
        return new MirrorSelector(policy, config.mirrorOrder(), history, new Random());
    }

    @Produces
    @Singleton
    ProxyEnvironment proxies(Environment environment, Settings settings) {
        return new ProxyEnvironment(environment, settings);
    }

    @Produces
    @Singleton
    TrustRoots roots(Environment environment, Settings settings) {
        return TrustRoots.of(environment, settings);
    }

    @Produces
    @Singleton
    TlsContexts contexts(Environment environment, Settings settings, TrustRoots roots) {
        return TlsContexts.of(environment, settings, roots);
    }

    /** One for the process, as a wrong password is a wrong one whoever says it. */
    @Produces
    @Singleton
    Logins logins() {
        return new Logins(SecureRandom::new, Clock.systemUTC());
    }

    @Produces
    @Singleton
    Explainer explainer(ProxyEnvironment proxies, CredentialStore credentials, TrustRoots roots, PtexConfig config) {
        return new Explainer(proxies, credentials, roots, config.tls().insecure());
    }

    @Produces
    @Singleton
    Checkup checkup(ProxyEnvironment proxies, TrustRoots roots, PtexConfig config, Transports transports) {
        return new Checkup(
                proxies,
                new Reach(Resolver.SYSTEM, config.connectTimeout(), System::nanoTime),
                roots,
                transports,
                Clock.systemUTC(),
                System::nanoTime);
    }

    @Produces
    @Singleton
    UrlCheck urlCheck(Transports transports, PlanPolicy policy, Timing timing) {
        return new UrlCheck(transports, policy.retries(), timing, Clock.systemUTC());
    }

    @Produces
    @Singleton
    Terminal terminal(Environment environment) {
        return Terminal.ofStandardError(environment);
    }
}
