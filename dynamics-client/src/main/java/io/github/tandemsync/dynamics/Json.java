package io.github.tandemsync.dynamics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text to {@link Row} and back. What it throws never quotes the text. */
final class Json {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXT = 4 * 1024 * 1024;
    private static final int MAX_DIGITS = 400;
    private static final int MAX_NAME = 512;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNumberLength(MAX_DIGITS)
                    .maxNameLength(MAX_NAME)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private Json() {}

    /** The text is not the JSON that was expected. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private final String problem;

        Malformed(String problem) {
            super(problem);
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }

    static Row read(byte[] text) throws Malformed {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Malformed("the body is not a JSON object");
            }
            Row row = object(parser);
            if (parser.nextToken() != null) {
                throw new Malformed("the body goes on after its JSON object");
            }
            return row;
        } catch (IOException unreadable) {
            // Jackson's message may quote the body, so neither it nor the exception goes on.
            throw new Malformed(
                    "the body is cut off or not JSON (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private static Row object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            properties.put(name, value(parser));
        }
        return new Row(properties);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    /** One line of UTF-8, so that it can stand in a multipart body. */
    static byte[] write(Map<String, ? extends @Nullable Object> properties) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            writeObject(generator, properties);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void writeObject(JsonGenerator to, Map<String, ? extends @Nullable Object> properties)
            throws IOException {
        to.writeStartObject();
        for (Map.Entry<String, ? extends @Nullable Object> property : properties.entrySet()) {
            to.writeFieldName(property.getKey());
            writeValue(to, property.getValue());
        }
        to.writeEndObject();
    }

    private static String encodable(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("A text holds half of a surrogate pair and can not be sent as UTF-8");
        }
        return text;
    }

    private static void writeValue(JsonGenerator to, @Nullable Object value) throws IOException {
        if (value == null) {
            to.writeNull();
        } else if (value instanceof BigDecimal number) {
            to.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            to.writeBoolean(flag);
        } else if (value instanceof RowBody nested) {
            writeObject(to, nested.columns());
        } else if (value instanceof List<?> list) {
            to.writeStartArray();
            for (Object element : list) {
                writeValue(to, element);
            }
            to.writeEndArray();
        } else {
            to.writeString(encodable(value.toString()));
        }
    }
}
