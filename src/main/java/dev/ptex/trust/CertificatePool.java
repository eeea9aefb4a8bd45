package dev.ptex.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Gathers certificates from files and directories, each of them once. */
final class CertificatePool {
    /** What c_rehash and "openssl rehash" call their links: the subject's hash, and a number to tell equals apart. */
    private static final Pattern HASHED_NAME = Pattern.compile("[0-9a-f]{8}\\.[0-9]+");

    /** The biggest bundles have some 300 kB; a directory may hold other things, such as archives and key stores. */
    private static final long BIGGEST_FILE = 16 << 20;

    private final CertificateFactory factory;
    private final Map<ByteBuffer, X509Certificate> certificates = new LinkedHashMap<>();
    private final Set<Path> readFiles = new HashSet<>();
    private int damaged;

    CertificatePool() {
        try {
            factory = CertificateFactory.getInstance("X.509");
        } catch (CertificateException e) {
            throw new IllegalStateException("every Java has X.509 certificates", e);
        }
    }

    List<X509Certificate> certificates() {
        return List.copyOf(certificates.values());
    }

    /** How many blocks said they were a certificate and were none. */
    int damaged() {
        return damaged;
    }

    void add(X509Certificate certificate) throws CertificateException {
        certificates.putIfAbsent(ByteBuffer.wrap(certificate.getEncoded()), certificate);
    }

    /** Adds a PEM file's certificates and says how many it has, also those that are known already. */
    int addFile(Path file) throws IOException {
        return addBlocks(Files.readAllBytes(file));
    }

    /** The same of a file that has been read. */
    int addBlocks(byte[] file) {
        PemBlocks blocks = PemBlocks.of(file);
        damaged += blocks.damaged();
        int found = 0;
        for (byte[] der : blocks.certificates()) {
            if (addEncoded(der)) {
                found++;
            } else {
                damaged++;
            }
        }
        return found;
    }

    /**
     * Adds the certificates of a directory's files and says how many they have. OpenSSL sees only hashed names; where
     * there are none, nobody has hashed the directory, and all its files are meant.
     */
    int addDirectory(Path directory) throws IOException {
        List<Path> hashed = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                boolean isHashed =
                        HASHED_NAME.matcher(entry.getFileName().toString()).matches();
                (isHashed ? hashed : others).add(entry);
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        int found = 0;
        for (Path file : hashed.isEmpty() ? others : hashed) {
            found += addMember(file);
        }
        return found;
    }

    /** One bad file, say a link to nowhere, must not make the rest of a directory useless. */
    private int addMember(Path file) {
        try {
            boolean readable = Files.isRegularFile(file) && Files.size(file) <= BIGGEST_FILE;
            return readable && readFiles.add(file.toRealPath()) ? addFile(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private boolean addEncoded(byte[] der) {
        ByteBuffer key = ByteBuffer.wrap(der);
        if (certificates.containsKey(key)) {
            return true;
        }
        try {
            certificates.put(key, (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }
}
