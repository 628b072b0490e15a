package io.cammanager.backup.daemon.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object that was read. Its getters return null for a field that is absent, null, or of another kind. */
public final class JsonObject {
    private static final int MAX_DEPTH = 16;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final Map<String, @Nullable Object> fields;

    private JsonObject(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /**
     * Reads a text that is one object and nothing else.
     *
     * @throws IllegalArgumentException when it is not, or nests deeper than {@value #MAX_DEPTH} levels; the message repeats
     *     nothing of the text
     */
    public static JsonObject parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                JsonObject object = object(parser);
                if (parser.nextToken() == null) {
                    return object;
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the text is not a JSON object", e);
        }
        throw new IllegalArgumentException("the text is not a JSON object");
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    /** Says whether there is such a field, be it null. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    public @Nullable String text(String name) {
        return fields.get(name) instanceof String value ? value : null;
    }

    public @Nullable Long number(String name) {
        return fields.get(name) instanceof Long value ? value : null;
    }

    public @Nullable Boolean truth(String name) {
        return fields.get(name) instanceof Boolean value ? value : null;
    }

    public @Nullable JsonObject object(String name) {
        return fields.get(name) instanceof JsonObject value ? value : null;
    }

    private static JsonObject object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return new JsonObject(fields);
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return values;
    }
}
