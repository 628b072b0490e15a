package io.cammanager.backup.cli.report;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One flat JSON object on one line. */
public final class JsonLine {
    private final StringBuilder text = new StringBuilder("{");

    private JsonLine() {}

    /** Begins a line; the type tells readers which other fields there are. */
    public static JsonLine of(String messageType) {
        return new JsonLine().put("message_type", messageType);
    }

    public JsonLine put(String name, String value) {
        key(name);
        quote(value);
        return this;
    }

    /** Leaves the field away when there is no value. */
    public JsonLine putIfPresent(String name, @Nullable String value) {
        return value == null ? this : put(name, value);
    }

    public JsonLine put(String name, long value) {
        key(name);
        text.append(value);
        return this;
    }

    /** Puts each of these, in their order. */
    public JsonLine putAll(Map<String, Long> fields) {
        fields.forEach(this::put);
        return this;
    }

    private void key(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(name);
        text.append(':');
    }

    private void quote(String value) {
        text.append('"');
        value.codePoints().forEach(this::character);
        text.append('"');
    }

    private void character(int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            text.append('\\').append((char) codePoint);
        } else if (codePoint == '\n') {
            text.append("\\n");
        } else if (mustEscape(codePoint)) {
            for (char c : Character.toChars(codePoint)) {
                text.append(String.format("\\u%04x", (int) c));
            }
        } else {
            text.appendCodePoint(codePoint);
        }
    }

    /** Beyond what JSON demands: what reorders or breaks lines on the screen of someone who looks at the output. */
    private static boolean mustEscape(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
