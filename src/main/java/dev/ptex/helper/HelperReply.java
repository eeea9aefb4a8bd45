package dev.ptex.helper;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.ptex.header.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a credential helper says.
 *
 * @param headers to be sent
 * @param expires until when they let in, if it says so
 */
record HelperReply(List<Header> headers, Optional<Instant> expires) {
    HelperReply {
        headers = List.copyOf(headers);
    }

    /** @throws IOException if it is not as the protocol has it; with words for people, and none of the reply's */
    static HelperReply parse(byte[] json) throws IOException {
        List<Header> headers = new ArrayList<>();
        Optional<Instant> expires = Optional.empty();
        try (JsonParser parser = new JsonFactory().createParser(text(json))) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (key.equals("headers") && value == JsonToken.START_OBJECT) {
                    readHeaders(parser, headers);
                } else if (key.equals("expires") && value == JsonToken.VALUE_STRING) {
                    expires = Optional.of(OffsetDateTime.parse(parser.getText()).toInstant());
                } else {
                    // Fields of later versions of the protocol.
                    parser.skipChildren();
                }
            }
            require(parser.currentToken() == JsonToken.END_OBJECT);
        } catch (JsonProcessingException | CharacterCodingException | DateTimeException e) {
            throw unfit();
        }
        return new HelperReply(headers, expires);
    }

    /** What is not UTF-8 is refused: it would be sent as something else. */
    private static String text(byte[] json) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    }

    private static void readHeaders(JsonParser parser, List<Header> headers) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            require(parser.nextToken() == JsonToken.START_ARRAY);
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                // What is no header could bring others in.
                headers.add(Header.parse(name + ":" + parser.getText()).orElseThrow(HelperReply::unfit));
            }
            require(parser.currentToken() == JsonToken.END_ARRAY);
        }
        require(parser.currentToken() == JsonToken.END_OBJECT);
    }

    private static void require(boolean condition) throws IOException {
        if (!condition) {
            throw unfit();
        }
    }

    private static IOException unfit() {
        return new IOException("what it says is not {\"headers\": {\"Name\": [\"value\"]}}");
    }

    @Override
    public String toString() {
        return "***";
    }
}
