package dev.ptex;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.ptex.config.Platform;
import java.io.File;
import java.time.Clock;

/** Which package may know which: data flows argv, command, manifest, mirrors, download, sink, and never back. */
@AnalyzeClasses(packages = "dev.ptex", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("dev.ptex.(**)").should().beFreeOfCycles();

    /** What knows nothing of frameworks, so that it can be read, tested and moved without them. */
    private static final String[] PURE = {
        "dev.ptex.url",
        "dev.ptex.header",
        "dev.ptex.text",
        "dev.ptex.cache",
        "dev.ptex.digest",
        "dev.ptex.credential",
        "dev.ptex.auth",
        "dev.ptex.proxy",
        "dev.ptex.connect",
        "dev.ptex.trust",
        "dev.ptex.progress"
    };

    @ArchTest
    static final ArchRule purePackages_needNothingButTheJdk = classes()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(PURE)
                    .or(resideInAnyPackage(
                            "java..",
                            "javax.crypto..",
                            "javax.net.ssl",
                            "javax.security.auth.x500",
                            "org.jspecify.annotations",
                            "dev.ptex.config")));

    /** What both need is below both. */
    @ArchTest
    static final ArchRule transport_knowsNoConnections = noClasses()
            .that()
            .resideInAPackage("dev.ptex.transport")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.ptex.connect")
            .because("a file needs none");

    @ArchTest
    static final ArchRule connect_knowsNoTransports = noClasses()
            .that()
            .resideInAPackage("dev.ptex.connect")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.ptex.transport..")
            .because("connections know nothing of what is asked over them");

    @ArchTest
    static final ArchRule jsonIsKnownOnlyWhereItIsReadAndWritten = noClasses()
            .that()
            .resideOutsideOfPackages("dev.ptex.manifest", "dev.ptex.helper", "dev.ptex.explain", "dev.ptex.check")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule httpClientIsKnownOnlyToTheHttpTransport = noClasses()
            .that()
            .resideOutsideOfPackages("dev.ptex.transport.http", "dev.ptex.nativeimage")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx..", "io.netty..", "jakarta.ws.rs..", "io.quarkus.rest..", "org.jboss.resteasy..");

    @ArchTest
    static final ArchRule picocliIsKnownOnlyToTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("dev.ptex.cli")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule onlyTheCommandLinePrintsAndExits = noClasses()
            .that()
            .resideOutsideOfPackage("dev.ptex.cli")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static final ArchRule environmentIsReadOnlyWhereItIsWired = noClasses()
            .that()
            .resideOutsideOfPackage("dev.ptex.config")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    /** Else Windows' rules could be tried on Windows only. */
    @ArchTest
    static final ArchRule platformIsAskedOnlyWhereItIsWired = noClasses()
            .that()
            .resideOutsideOfPackage("dev.ptex.config")
            .should()
            .callMethod(Platform.class, "ofThisMachine")
            .orShould()
            .accessField(File.class, "separatorChar")
            .orShould()
            .accessField(File.class, "separator")
            .orShould()
            .accessField(File.class, "pathSeparatorChar")
            .orShould()
            .accessField(File.class, "pathSeparator");

    @ArchTest
    static final ArchRule downloadKnowsNoProtocol = noClasses()
            .that()
            .resideInAPackage("dev.ptex.download")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.ptex.transport.http", "dev.ptex.transport.file", "dev.ptex.cli");

    /** The same events lead to the same decisions: so a simulator can try them all. */
    @ArchTest
    static final ArchRule planHasNoThreadClockOrFile = noClasses()
            .that()
            .resideInAPackage("dev.ptex.plan")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.util.concurrent..",
                            "java.nio..",
                            "java.net..",
                            "dev.ptex.spool..",
                            "dev.ptex.cache..")
                    .or(assignableTo(Thread.class))
                    .or(assignableTo(Clock.class)))
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule nothingKnowsTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("dev.ptex.cli")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.ptex.cli");

    /** It changes what is built, so that it has to be found in one place, and nothing may come to need it on the JVM. */
    @ArchTest
    static final ArchRule nothingKnowsTheNativeImage = noClasses()
            .that()
            .resideOutsideOfPackage("dev.ptex.nativeimage")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.ptex.nativeimage", "org.graalvm..", "com.oracle.svm..");

    @ArchTest
    static final ArchRule nativeImageKnowsOnlySettings = noClasses()
            .that()
            .resideInAPackage("dev.ptex.nativeimage")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.ptex..")
                    .and(DescribedPredicate.not(resideInAnyPackage("dev.ptex.nativeimage", "dev.ptex.config"))));

    @ArchTest
    static final ArchRule stateIsNeverStatic =
            fields().that().areStatic().should().beFinal();
}
