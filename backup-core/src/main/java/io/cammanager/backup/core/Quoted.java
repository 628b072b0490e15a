package io.cammanager.backup.core;

/**
 * Names of any origin, made fit for a terminal or a log: always one line, and nothing in it that moves the cursor, turns
 * the reading direction or hides. Harmless names stay as they are; a backslash is doubled, so that different names look
 * different.
 */
public final class Quoted {
    private Quoted() {}

    public static String of(String name) {
        if (name.isEmpty()) {
            return "\"\"";
        }
        for (int i = 0; i < name.length(); i++) {
            if (needsEscape(name, i)) {
                return escape(name, i);
            }
        }
        return name;
    }

    private static String escape(String name, int harmless) {
        StringBuilder quoted = new StringBuilder(name.length() + 16).append(name, 0, harmless);
        for (int i = harmless; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!needsEscape(name, i)) {
                quoted.append(c);
                continue;
            }
            switch (c) {
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(String.format("\\u%04x", (int) c));
            }
        }
        return quoted.toString();
    }

    private static boolean needsEscape(String name, int at) {
        char c = name.charAt(at);
        if (c < 0x7f) {
            return c < ' ' || c == '\\';
        }
        if (Character.isSurrogate(c)) {
            return needsEscape(codePointAround(name, at));
        }
        return needsEscape((int) c);
    }

    private static int codePointAround(String name, int at) {
        boolean secondHalf =
                Character.isLowSurrogate(name.charAt(at)) && at > 0 && Character.isHighSurrogate(name.charAt(at - 1));
        return name.codePointAt(secondHalf ? at - 1 : at);
    }

    private static boolean needsEscape(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            // Formatting hides and reorders, but this one also joins emoji.
            case Character.FORMAT -> codePoint != 0x200d;
            default -> false;
        };
    }
}
