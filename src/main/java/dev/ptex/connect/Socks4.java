package dev.ptex.connect;

import dev.ptex.connect.DialException.Remedy;
import dev.ptex.credential.Credential;
import dev.ptex.url.AddressLiteral;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** SOCKS 4, and 4A for targets that are names (Y.-D. Lee's SOCKS 4 and 4A notes of 1992). */
final class Socks4 implements Handshake {
    private static final int GRANTED = 90;
    private static final int ANOTHER_USER = 93;
    /** The length of what nobody needs to know: a port and an address. */
    private static final int BOUND_ADDRESS = 6;
    /** An impossible address, by which 4A says that a name follows. */
    private static final byte[] NAME_FOLLOWS = {0, 0, 0, 1};

    private final Optional<Credential> credential;

    Socks4(Optional<Credential> credential) {
        this.credential = credential;
    }

    @Override
    public boolean perform(ProxyStreams proxy, Target target) throws IOException, RefusedException {
        String user = credential.map(Credential::user).orElse("");
        if (user.indexOf('\0') >= 0) {
            // It would end the user early, and what is left of it would be taken for the target's name.
            throw new RefusedException("takes no user with a zero byte");
        }
        Optional<byte[]> address = AddressLiteral.octets(target.host()).filter(octets -> octets.length == 4);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(4);
        request.write(1);
        request.write(target.port() >> 8);
        request.write(target.port());
        request.writeBytes(address.orElse(NAME_FOLLOWS));
        request.writeBytes(user.getBytes(StandardCharsets.UTF_8));
        request.write(0);
        if (address.isEmpty()) {
            request.writeBytes(target.host().getBytes(StandardCharsets.UTF_8));
            request.write(0);
        }
        proxy.send(request.toByteArray());
        // What does not begin so may be too short for a whole reply.
        if (proxy.read() != 0) {
            throw new RefusedException("does not speak SOCKS 4");
        }
        int code = proxy.read();
        if (code != GRANTED) {
            throw new RefusedException(
                    "refused to connect to " + target + ": " + reason(code),
                    code == ANOTHER_USER ? Remedy.CREDENTIALS : Remedy.NONE);
        }
        proxy.read(BOUND_ADDRESS);
        return true;
    }

    private static String reason(int code) {
        return switch (code) {
            case 91 -> "request rejected or failed";
            case 92 -> "it cannot reach the client's identd";
            case ANOTHER_USER -> "the client's identd reports another user";
            default -> "code " + code;
        };
    }
}
