package dev.ptex.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts ptex. */
@QuarkusMain
public final class Ptex implements QuarkusApplication {
    public static void main(String[] args) {
        Quarkus.run(Ptex.class, args);
    }

    @Override
    public int run(String... args) {
        return 0;
    }
}
