package io.cammanager.backup.daemon.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object, on one line and in ASCII alone: whatever a name holds, half a surrogate pair too, it can neither
 * end the line nor turn the reading direction of a screen.
 */
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .characterEscapes(new Delete())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private final JsonGenerator generator;

    private JsonText(JsonGenerator generator) {
        this.generator = generator;
    }

    /** Returns the object whose fields are put by the given code, in its order. */
    public static String object(Consumer<JsonText> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            new JsonText(generator).braced(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter throws none
        }
        return text.toString();
    }

    /** Puts a text, or null. */
    public JsonText put(String name, @Nullable String value) {
        return write(() -> generator.writeStringField(name, value));
    }

    public JsonText put(String name, long value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    public JsonText put(String name, double value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    public JsonText put(String name, boolean value) {
        return write(() -> generator.writeBooleanField(name, value));
    }

    /** Puts a time as ISO 8601 in UTC, or null. */
    public JsonText put(String name, @Nullable Instant value) {
        return put(name, value == null ? null : value.toString());
    }

    /** Puts the constant's name in lower case. */
    public JsonText put(String name, Enum<?> value) {
        return put(name, lower(value));
    }

    /** Puts an object, or null when there is no value. */
    public <T> JsonText object(String name, @Nullable T value, BiConsumer<JsonText, T> fields) {
        return write(() -> {
            generator.writeFieldName(name);
            if (value == null) {
                generator.writeNull();
            } else {
                braced(json -> fields.accept(json, value));
            }
        });
    }

    /** Puts an array of objects. */
    public <T> JsonText array(String name, Iterable<T> values, BiConsumer<JsonText, T> fields) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (T value : values) {
                braced(json -> fields.accept(json, value));
            }
            generator.writeEndArray();
        });
    }

    /** Puts an object of numbers, by their names. */
    public JsonText counts(String name, Map<String, Long> counts) {
        return object(name, new TreeMap<>(counts), (json, sorted) -> sorted.forEach(json::put));
    }

    public static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void braced(Consumer<JsonText> fields) {
        write(generator::writeStartObject);
        fields.accept(this);
        write(generator::writeEndObject);
    }

    private JsonText write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter throws none
        }
        return this;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** Escapes the one control character of ASCII that JSON lets through. */
    private static final class Delete extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[0x7f] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return null; // none is of our own making
        }
    }
}
