package io.cammanager.backup.core.manifest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes one flat JSON object (RFC 8259) of strings and whole numbers, on one line. */
final class JsonText {
    private final StringBuilder text = new StringBuilder(256).append('{');

    /** Adds a member; one that is null is left out. */
    JsonText put(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            quote(value);
        }
        return this;
    }

    JsonText put(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    private void name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(name);
        text.append(':');
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
