package io.cammanager.backup.daemon.log;

/**
 * Makes a text of any origin one line: what would break it, move the cursor, turn the reading direction or hide is written as
 * an escape. A backslash stays as it is, since names in messages are quoted already.
 */
final class OneLine {
    private OneLine() {}

    static void append(StringBuilder line, String text) {
        text.codePoints().forEach(codePoint -> {
            if (isHarmful(codePoint)) {
                appendEscaped(line, codePoint);
            } else {
                line.appendCodePoint(codePoint);
            }
        });
    }

    static boolean isHarmful(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> codePoint != 0x200d; // which joins emoji
            default -> false;
        };
    }

    static void appendEscaped(StringBuilder line, int codePoint) {
        if (codePoint == '\n') {
            line.append("\\n");
            return;
        }
        for (char c : Character.toChars(codePoint)) {
            line.append(String.format("\\u%04x", (int) c));
        }
    }
}
