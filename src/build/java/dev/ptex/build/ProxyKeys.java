package dev.ptex.build;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Renumbers the keys under which Quarkus' recorded start-up steps hand things to each other: {@code "proxykey7"} is the
 * seventh that any thread came to. Here it is the seventh that is met, which is the same in every build.
 */
final class ProxyKeys {
    private static final String PREFIX = "proxykey";
    private static final Pattern KEY = Pattern.compile(PREFIX + "\\d+");

    // Of the constants, JVMS 17 section 4.4.
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int METHOD_HANDLE = 15;

    private final Map<String, String> numbered = new HashMap<>();

    /** The class file with other keys; what is no class file stays as it is. */
    byte[] renumber(byte[] bytes) throws IOException {
        DataInputStream from = new DataInputStream(new ByteArrayInputStream(bytes));
        if (bytes.length < 10 || from.readInt() != 0xCAFEBABE) {
            return bytes;
        }
        ByteArrayOutputStream renumbered = new ByteArrayOutputStream(bytes.length);
        DataOutputStream to = new DataOutputStream(renumbered);
        to.writeInt(0xCAFEBABE);
        to.writeInt(from.readInt());
        int count = from.readUnsignedShort();
        to.writeShort(count);
        for (int constant = 1; constant < count; constant++) {
            int tag = from.readUnsignedByte();
            to.writeByte(tag);
            if (tag == UTF8) {
                to.writeUTF(renumbered(from.readUTF()));
            } else {
                to.write(from.readNBytes(size(tag)));
                // These two take the place of two.
                constant += tag == LONG || tag == DOUBLE ? 1 : 0;
            }
        }
        from.transferTo(to);
        return renumbered.toByteArray();
    }

    private String renumbered(String text) {
        return KEY.matcher(text).matches()
                ? numbered.computeIfAbsent(text, key -> PREFIX + (numbered.size() + 1))
                : text;
    }

    private static int size(int tag) {
        return switch (tag) {
            case LONG, DOUBLE -> 8;
            case METHOD_HANDLE -> 3;
            // Class, String, MethodType, Module, Package
            case 7, 8, 16, 19, 20 -> 2;
            // Integer, Float, the references, NameAndType, Dynamic, InvokeDynamic
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            default -> throw new IllegalArgumentException("there is no constant of the kind " + tag);
        };
    }
}
