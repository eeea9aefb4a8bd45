package dev.ptex.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes beans of the process' environment, and of what it runs on. */
@Singleton
final class ConfigWiring {
    @Produces
    @Singleton
    Environment environment() {
        return Environment.ofThisProcess();
    }

    @Produces
    @Singleton
    Platform platform() {
        return Platform.ofThisMachine();
    }
}
