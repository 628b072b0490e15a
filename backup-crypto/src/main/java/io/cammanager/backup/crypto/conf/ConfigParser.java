package io.cammanager.backup.crypto.conf;

import io.cammanager.backup.crypto.conf.RcloneConfigException.Reason;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the INI dialect of rclone. A comment has a line of its own. A key ends at the first '=' or ':', unless it is quoted.
 * A value may be in backticks or triple quotes, which go; plain quotes stay. What comes later wins, section by section and
 * key by key.
 */
final class ConfigParser {
    private static final String TRIPLE = "\"\"\"";

    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    private final Map<String, String> beforeTheFirst = new LinkedHashMap<>();
    private Map<String, String> section = beforeTheFirst;
    private int lineNumber;

    private ConfigParser() {}

    static ConfigFile parse(String text) {
        ConfigParser parser = new ConfigParser();
        String content = text.startsWith("\ufeff") ? text.substring(1) : text;
        for (String line : content.split("\n", -1)) {
            parser.lineNumber++;
            parser.line(line.strip());
        }
        return new ConfigFile(parser.sections, parser.beforeTheFirst);
    }

    private void line(String line) {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
            return;
        }
        if (line.startsWith("[")) {
            begin(line);
        } else {
            assign(line);
        }
    }

    private void begin(String line) {
        if (!line.endsWith("]")) {
            throw failure("a section's name must end with ']', the last character of its line");
        }
        String name = line.substring(1, line.length() - 1).strip();
        if (name.isEmpty()) {
            throw failure("a section must have a name");
        }
        section = sections.computeIfAbsent(name, any -> new LinkedHashMap<>());
    }

    private void assign(String line) {
        String quote = quoteOf(line, "\"");
        int keyFrom = quote.length();
        int keyTo = quote.isEmpty() ? separator(line, 0) : line.indexOf(quote, keyFrom);
        int separator = keyTo < 0 ? -1 : separator(line, keyTo);
        if (separator < 1) {
            throw failure("a line must be a [section], a comment or 'key = value'");
        }
        String key = line.substring(keyFrom, keyTo);
        section.put(
                quote.isEmpty() ? key.strip() : key,
                value(line.substring(separator + 1).strip()));
    }

    private String value(String text) {
        String quote = quoteOf(text, "");
        if (quote.isEmpty()) {
            return text;
        }
        int end = text.indexOf(quote, quote.length());
        if (end < 0) {
            throw failure("a quoted value must end on its line");
        }
        return text.substring(quote.length(), end);
    }

    private static String quoteOf(String text, String plain) {
        if (text.startsWith("`")) {
            return "`";
        }
        if (text.startsWith(TRIPLE)) {
            return TRIPLE;
        }
        return text.startsWith(plain) ? plain : "";
    }

    private static int separator(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            if (line.charAt(i) == '=' || line.charAt(i) == ':') {
                return i;
            }
        }
        return -1;
    }

    /** Names the line and does not repeat it: it may hold a password. */
    private RcloneConfigException failure(String rule) {
        return new RcloneConfigException(Reason.SYNTAX, "is wrong in line " + lineNumber + ": " + rule);
    }
}
