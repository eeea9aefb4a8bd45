package dev.ptex.trust;

import dev.ptex.config.Environment;
import dev.ptex.config.Setting;
import dev.ptex.text.Reason;
import dev.ptex.text.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the trusted roots: where the person says they are, else where the system has them, else those built in. */
final class RootSearch {
    static final String CA_FILE = "ptex.tls.ca-file";

    private static final String FILE = "SSL_CERT_FILE";
    private static final String DIRECTORY = "SSL_CERT_DIR";

    private final Environment environment;
    private final Optional<Setting> caFile;
    private final SystemRoots system;

    /** @param caFile a bundle that is set for ptex alone, and beats those that are set for all programs */
    RootSearch(Environment environment, Optional<Setting> caFile, SystemRoots system) {
        this.environment = environment;
        this.caFile = caFile;
        this.system = system;
    }

    RootCertificates roots() throws TrustException {
        if (caFile.isPresent()) {
            CertificatePool pool = new CertificatePool();
            String file = caFile.get().value();
            require(CA_FILE, file, file, pool);
            return result(origin(CA_FILE, file), pool);
        }
        if (environment.get(FILE).isPresent() || environment.get(DIRECTORY).isPresent()) {
            return named();
        }
        for (Path bundle : system.bundles()) {
            CertificatePool pool = new CertificatePool();
            if (found(pool, bundle) > 0) {
                boolean more = add(pool, system.keyStore().get());
                return result(SafeText.of(bundle.toString()) + (more ? " and the system's key store" : ""), pool);
            }
        }
        return kept();
    }

    /** What to do about a root that is not among them: at the place that is in force, or at one that beats it. */
    String remedy() {
        Optional<String> named = caFile.map(set -> CA_FILE + " names")
                .or(() -> environment.get(FILE).map(file -> FILE + " names"))
                .or(() -> environment.get(DIRECTORY).map(directory -> DIRECTORY + " names"));
        return named.map(names -> "add the issuer's certificate to what " + names)
                .orElse("set " + CA_FILE + " or " + FILE + " to a PEM file with the issuer's certificate");
    }

    /** Both variables count, as for OpenSSL. One that leads nowhere is an error: other roots are not what was asked for. */
    private RootCertificates named() throws TrustException {
        CertificatePool pool = new CertificatePool();
        List<String> origins = new ArrayList<>();
        String file = environment.get(FILE).orElse("");
        if (!file.isEmpty()) {
            require(FILE, file, file, pool);
            origins.add(origin(FILE, file));
        }
        String directories = environment.get(DIRECTORY).orElse("");
        if (!directories.isEmpty()) {
            addDirectories(directories, pool);
            origins.add(origin(DIRECTORY, directories));
        }
        return result(String.join(" and ", origins), pool);
    }

    /** OpenSSL takes a list and passes over what is not there, so it is enough if one of several has certificates. */
    private void addDirectories(String directories, CertificatePool pool) throws TrustException {
        TrustException first = null;
        boolean found = false;
        for (String directory : directories.split(environment.platform().listSeparator(), -1)) {
            try {
                if (!directory.isEmpty()) {
                    require(DIRECTORY, directories, directory, pool);
                    found = true;
                }
            } catch (TrustException e) {
                first = first == null ? e : first;
            }
        }
        if (!found) {
            throw first == null ? failure(DIRECTORY, directories, directories, "it names no directory") : first;
        }
    }

    private void require(String variable, String value, String entry, CertificatePool pool) throws TrustException {
        int damagedBefore = pool.damaged();
        try {
            Path path = environment.platform().path(entry);
            boolean directory = Files.isDirectory(path);
            if (directory && !variable.equals(DIRECTORY)) {
                throw failure(variable, value, entry, "it is a directory: use " + DIRECTORY + " for that");
            }
            if ((directory ? pool.addDirectory(path) : pool.addFile(path)) == 0) {
                throw failure(variable, value, entry, emptiness(directory, pool.damaged() - damagedBefore));
            }
        } catch (InvalidPathException e) {
            throw failure(variable, value, entry, "it is not a path");
        } catch (IOException e) {
            throw failure(variable, value, entry, Reason.of(e));
        }
    }

    private static String emptiness(boolean directory, int damaged) {
        String what = directory ? "none of its files has a PEM certificate" : "it has no PEM certificate";
        if (damaged == 0) {
            return what;
        }
        return what + " (" + damaged + (damaged == 1 ? " is damaged)" : " are damaged)");
    }

    private static TrustException failure(String variable, String value, String entry, String reason) {
        String which = value.equals(entry) ? "" : SafeText.of(entry) + ": ";
        return new TrustException(
                "cannot take the trusted roots from " + origin(variable, value) + ": " + which + reason);
    }

    private static String origin(String variable, String value) {
        return variable + "=" + SafeText.of(value);
    }

    private static int found(CertificatePool pool, Path bundle) {
        try {
            return Files.isDirectory(bundle) ? pool.addDirectory(bundle) : pool.addFile(bundle);
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Roots that are in no file. Windows fills its store only as its own TLS meets a root, so a new machine's has few:
     * those built in stand beside it.
     */
    private RootCertificates kept() throws TrustException {
        CertificatePool pool = new CertificatePool();
        boolean store = add(pool, system.keyStore().get());
        add(pool, system.builtIn().get());
        if (pool.certificates().isEmpty()) {
            throw new TrustException("found no trusted roots on this system: set " + CA_FILE + " or " + FILE
                    + " to a PEM file with some");
        }
        return result(store ? "the system's key store and those built in" : "those built in", pool);
    }

    /** @return whether there are any */
    private static boolean add(CertificatePool pool, List<X509Certificate> roots) throws TrustException {
        try {
            for (X509Certificate root : roots) {
                pool.add(root);
            }
            return !roots.isEmpty();
        } catch (CertificateException e) {
            throw new TrustException("cannot take the trusted roots from the system's key store");
        }
    }

    private static RootCertificates result(String origin, CertificatePool pool) {
        return new RootCertificates(origin, pool.certificates(), pool.damaged());
    }
}
