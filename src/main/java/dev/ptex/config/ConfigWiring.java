package dev.ptex.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes beans of the process' environment, of its settings, and of what it runs on. */
@Singleton
final class ConfigWiring {
    @Produces
    @Singleton
    Environment environment() {
        return Environment.ofThisProcess();
    }

    @Produces
    @Singleton
    Settings settings() {
        return SettingsSource.ofThisProcess();
    }

    @Produces
    @Singleton
    Platform platform() {
        return Platform.ofThisMachine();
    }
}
