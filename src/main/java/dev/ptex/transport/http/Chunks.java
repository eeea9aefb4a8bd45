package dev.ptex.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the framing off a chunked body (RFC 9112 section 7.1), as leniently as curl: lines may end without CR, and a
 * chunk may have up to 2^63 - 1 bytes. Netty's decoder refuses the former, and chunks from 2 GiB.
 */
final class Chunks {
    /**
     * Zeros, the size in hexadecimal digits, and what nobody needs to know (RFC 9112 section 7.1.1); as for curl, that need
     * not begin with a semicolon.
     */
    private static final Pattern SIZE =
            Pattern.compile("[ \\t]*0*([0-9A-Fa-f]{1,16})(?:[^0-9A-Za-z].*)?", Pattern.DOTALL);

    private final int longestLine;
    private State state = State.SIZE;
    private long left;
    private int trailers;

    private enum State {
        SIZE,
        DATA,
        END_OF_DATA,
        TRAILER,
        DONE
    }

    /** @param longestLine in bytes; all lines behind the last chunk together may not have more either */
    Chunks(int longestLine) {
        this.longestLine = longestLine;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /** Takes as much as is there up to the end of a line or a piece of data, and puts out the data, or the end. */
    void decode(ByteBuf in, List<Object> out) throws BadChunkException {
        switch (state) {
            case DATA -> data(in, out);
            case SIZE -> size(in);
            case END_OF_DATA -> endOfData(in);
            case TRAILER -> trailer(in, out);
            case DONE -> in.skipBytes(in.readableBytes());
        }
    }

    private void size(ByteBuf in) throws BadChunkException {
        String line = line(in);
        if (line == null) {
            return;
        }
        Matcher size = SIZE.matcher(line);
        left = size.matches() ? Long.parseUnsignedLong(size.group(1), 16) : -1;
        if (left < 0) {
            throw new BadChunkException("a chunk has no proper length");
        }
        state = left == 0 ? State.TRAILER : State.DATA;
    }

    private void data(ByteBuf in, List<Object> out) {
        int size = (int) Math.min(left, in.readableBytes());
        left -= size;
        out.add(new DefaultHttpContent(in.readRetainedSlice(size)));
        state = left == 0 ? State.END_OF_DATA : State.DATA;
    }

    private void endOfData(ByteBuf in) throws BadChunkException {
        boolean carriageReturn = in.getByte(in.readerIndex()) == '\r';
        if (carriageReturn && in.readableBytes() < 2) {
            return;
        }
        if (in.getByte(in.readerIndex() + (carriageReturn ? 1 : 0)) != '\n') {
            throw new BadChunkException("a chunk is longer than it says");
        }
        in.skipBytes(carriageReturn ? 2 : 1);
        state = State.SIZE;
    }

    /** None of these lines has a say. */
    private void trailer(ByteBuf in, List<Object> out) throws BadChunkException {
        String line = line(in);
        trailers += line == null ? 0 : line.length();
        if (trailers > longestLine) {
            throw tooLong();
        }
        if (line != null && line.isEmpty()) {
            state = State.DONE;
            out.add(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    /** @return nothing before its end has come */
    private @Nullable String line(ByteBuf in) throws BadChunkException {
        int length = in.bytesBefore((byte) '\n');
        if ((length < 0 ? in.readableBytes() : length) > longestLine) {
            throw tooLong();
        }
        if (length < 0) {
            return null;
        }
        String line = in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
        in.skipBytes(1);
        return line.endsWith("\r") ? line.substring(0, length - 1) : line;
    }

    private BadChunkException tooLong() {
        return new BadChunkException("a line of it is longer than " + longestLine / 1024 + " KiB");
    }
}
