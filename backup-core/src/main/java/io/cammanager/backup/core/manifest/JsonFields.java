package io.cammanager.backup.core.manifest;

import com.google.common.hash.HashCode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one flat JSON object (RFC 8259) of strings and whole numbers. What is not exactly that ends in an
 * {@link IllegalArgumentException}: the text may be anyone's.
 */
final class JsonFields {
    private final String text;
    private final Map<String, String> members = new HashMap<>();
    private int at;

    private JsonFields(String text) {
        this.text = text;
    }

    static JsonFields parse(String text) {
        JsonFields fields = new JsonFields(text);
        fields.parse();
        return fields;
    }

    private void parse() {
        expect('{');
        do {
            String name = string();
            expect(':');
            String value = peek() == '"' ? string() : number();
            if (members.put(name, value) != null) {
                throw bad("a member comes twice");
            }
        } while (accept(','));
        expect('}');
        if (at != text.length()) {
            throw bad("something follows the object");
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw bad("it ends too early");
        }
        return text.charAt(at);
    }

    private char take() {
        char c = peek();
        at++;
        return c;
    }

    private boolean accept(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char wanted) {
        if (take() != wanted) {
            throw bad("another character was expected");
        }
    }

    private String number() {
        int start = at;
        while (peek() == '-' || (peek() >= '0' && peek() <= '9')) {
            at++;
        }
        return text.substring(start, at);
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        for (char c = take(); c != '"'; c = take()) {
            value.append(c == '\\' ? escaped() : c);
        }
        return value.toString();
    }

    private char escaped() {
        char c = take();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'u' -> {
                String digits = text.substring(at, Math.min(at + 4, text.length()));
                at += digits.length();
                yield (char) Integer.parseInt(digits, 16);
            }
            default -> throw bad("an escape is not known");
        };
    }

    private IllegalArgumentException bad(String what) {
        return new IllegalArgumentException(what + " (character " + at + ")");
    }

    @Nullable String optional(String name) {
        return members.get(name);
    }

    String text(String name) {
        String value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no \"" + name + "\"");
        }
        return value;
    }

    long number(String name) {
        return Long.parseLong(text(name));
    }

    HashCode sha256(String name) {
        HashCode hash = HashCode.fromString(text(name));
        if (hash.bits() != 256) {
            throw new IllegalArgumentException("\"" + name + "\" is no SHA-256");
        }
        return hash;
    }
}
