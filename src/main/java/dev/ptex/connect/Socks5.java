package dev.ptex.connect;

import dev.ptex.auth.Trial;
import dev.ptex.connect.DialException.Remedy;
import dev.ptex.credential.Credential;
import dev.ptex.url.AddressLiteral;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** SOCKS 5 (RFC 1928), with user and password where they are known (RFC 1929). */
final class Socks5 implements Handshake {
    private static final int VERSION = 5;
    private static final int NO_AUTHENTICATION = 0;
    private static final int USER_AND_PASSWORD = 2;
    private static final int MAX_FIELD = 255;

    private final Optional<Credential> credential;
    private final Optional<Trial> trial;

    /** @param trial of the credential, where there is one */
    Socks5(Optional<Credential> credential, Optional<Trial> trial) {
        this.credential = credential;
        this.trial = trial;
    }

    @Override
    public boolean perform(ProxyStreams proxy, Target target) throws IOException, RefusedException {
        authenticate(proxy);
        proxy.send(request(target));
        readVersion(proxy);
        int code = proxy.read();
        if (code != 0) {
            // Some hang up without the rest.
            throw new RefusedException("refused to connect to " + target + ": " + reason(code));
        }
        proxy.read();
        skipBoundAddress(proxy);
        return true;
    }

    private void authenticate(ProxyStreams proxy) throws IOException, RefusedException {
        proxy.send(
                credential.isPresent()
                        ? new byte[] {VERSION, 2, NO_AUTHENTICATION, USER_AND_PASSWORD}
                        : new byte[] {VERSION, 1, NO_AUTHENTICATION});
        readVersion(proxy);
        int choice = proxy.read();
        if (choice == USER_AND_PASSWORD && credential.isPresent()) {
            login(proxy, credential.get());
        } else if (choice != NO_AUTHENTICATION) {
            throw credential.isPresent()
                    ? new RefusedException("wants a login of another kind than user and password")
                    : new RefusedException("wants a login", Remedy.CREDENTIALS);
        }
    }

    @Override
    public void close() {
        trial.ifPresent(Trial::close);
    }

    private static void readVersion(ProxyStreams proxy) throws IOException, RefusedException {
        if (proxy.read() != VERSION) {
            throw new RefusedException("does not speak SOCKS 5");
        }
    }

    private void login(ProxyStreams proxy, Credential credential) throws IOException, RefusedException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(1);
        writeField(message, credential.user());
        writeField(message, credential.password());
        Trial attempt = trial.orElseThrow();
        if (!attempt.say()) {
            throw new RefusedException(Trial.UNSAID, Remedy.CREDENTIALS);
        }
        proxy.send(message.toByteArray());
        if (proxy.read(2)[1] != 0) {
            attempt.refused();
            throw new RefusedException("refused the user or the password", Remedy.CREDENTIALS);
        }
        attempt.admitted();
    }

    private static byte[] request(Target target) throws RefusedException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(new byte[] {VERSION, 1, 0});
        Optional<byte[]> address = AddressLiteral.octets(target.host());
        if (address.isPresent()) {
            request.write(address.get().length == 4 ? 1 : 4);
            request.writeBytes(address.get());
        } else {
            request.write(3);
            writeField(request, target.host());
        }
        request.write(target.port() >> 8);
        request.write(target.port());
        return request.toByteArray();
    }

    private static void writeField(ByteArrayOutputStream message, String text) throws RefusedException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length > MAX_FIELD) {
            throw new RefusedException("takes no name, user or password of more than " + MAX_FIELD + " bytes");
        }
        message.write(octets.length);
        message.writeBytes(octets);
    }

    private static void skipBoundAddress(ProxyStreams proxy) throws IOException, RefusedException {
        int length = switch (proxy.read()) {
            case 1 -> 4;
            case 3 -> proxy.read();
            case 4 -> 16;
            default -> throw new RefusedException("does not speak SOCKS 5");
        };
        proxy.read(length + 2);
    }

    /** RFC 1928 section 6. */
    private static String reason(int code) {
        return switch (code) {
            case 1 -> "general failure";
            case 2 -> "not allowed by its rules";
            case 3 -> "network unreachable";
            case 4 -> "host unreachable";
            case 5 -> "connection refused";
            case 6 -> "time to live expired";
            case 7 -> "command not supported";
            case 8 -> "address type not supported";
            default -> "code " + code;
        };
    }
}
