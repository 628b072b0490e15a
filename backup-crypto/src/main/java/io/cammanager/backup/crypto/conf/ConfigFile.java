package io.cammanager.backup.crypto.conf;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sections of an rclone.conf as goconfig, which reads it for rclone, understands them.
 *
 * <p>{@code %(key)s} in a value is the value of that key in the section DEFAULT, which is also what stands before the first
 * section; else of that key in the same section; else nothing. What a section {@code a.b} does not have, it has from {@code a}.
 */
final class ConfigFile {
    private static final Pattern VARIABLE = Pattern.compile("%\\(([^)]+)\\)s");
    private static final String DEFAULT = "DEFAULT";

    /** As in goconfig. Variables that go round in circles stay as they stand then. */
    private static final int MAX_VARIABLES = 200;

    private static final int MAX_LENGTH = 65_536;

    private final Map<String, Map<String, String>> sections;
    private final Map<String, String> defaults = new TreeMap<>();

    ConfigFile(Map<String, Map<String, String>> sections, Map<String, String> beforeTheFirst) {
        this.sections = sections;
        defaults.putAll(beforeTheFirst);
        defaults.putAll(sections.getOrDefault(DEFAULT, Map.of()));
    }

    Map<String, Map<String, String>> sections() {
        return sections;
    }

    /** Returns all values of a section, or null when there is none of this name. */
    @Nullable Map<String, String> section(String name) {
        Map<String, String> section = sections.get(name);
        if (section == null) {
            return null;
        }
        Map<String, String> values = new TreeMap<>();
        int dot = name.lastIndexOf('.');
        Map<String, String> inherited = dot < 0 ? null : section(name.substring(0, dot));
        if (inherited != null) {
            values.putAll(inherited);
        }
        section.forEach((key, value) -> values.put(key, expanded(value, section)));
        return values;
    }

    private String expanded(String value, Map<String, String> section) {
        String text = value;
        for (int i = 0; i < MAX_VARIABLES && text.length() <= MAX_LENGTH; i++) {
            Matcher variable = VARIABLE.matcher(text);
            if (!variable.find()) {
                break;
            }
            text = text.replace(variable.group(), valueOf(variable.group(), section));
        }
        return text;
    }

    /** goconfig takes every one of these characters off, so that {@code %(keys)s} is the value of {@code key}. */
    private String valueOf(String variable, Map<String, String> section) {
        String key = variable.replaceAll("^[%(]+", "").replaceAll("[)s]+$", "");
        String ofDefault = defaults.get(key);
        return ofDefault != null ? ofDefault : section.getOrDefault(key, "");
    }
}
