package dev.ptex.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the process' environment a bean. */
@Singleton
final class ConfigWiring {
    @Produces
    @Singleton
    Environment environment() {
        return Environment.ofThisProcess();
    }
}
