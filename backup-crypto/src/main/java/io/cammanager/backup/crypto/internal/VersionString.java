package io.cammanager.backup.crypto.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The time that rclone puts into the name of an old version, as in {@code clip-v2026-02-03-040506-123.mp4}. */
public final class VersionString {
    private static final Pattern PATTERN =
            Pattern.compile("-v(\\d{4})-(\\d{2})-(\\d{2})-(\\d{2})(\\d{2})(\\d{2})-\\d{3}");
    private static final int LENGTH = 23;

    private VersionString() {}

    /** A name cut in two: the name without version, and the version. */
    static final class Cut {
        final byte[] name;
        final String version;

        private Cut(byte[] name, String version) {
            this.name = name;
            this.version = version;
        }
    }

    /** Returns the parts, or null when no version stands right before the extension or at the end. */
    static @Nullable Cut cut(byte[] name) {
        int end = extension(name);
        int start = end - LENGTH;
        if (start < 0 || name[start] != '-' || name[start + 1] != 'v') {
            return null;
        }
        String version = new String(name, start, LENGTH, ISO_8859_1);
        if (!isTime(version)) {
            return null;
        }
        byte[] rest = new byte[name.length - LENGTH];
        System.arraycopy(name, 0, rest, 0, start);
        System.arraycopy(name, end, rest, start, name.length - end);
        return new Cut(rest, version);
    }

    static byte[] put(byte[] name, String version) {
        int at = extension(name);
        byte[] whole = new byte[name.length + LENGTH];
        System.arraycopy(name, 0, whole, 0, at);
        System.arraycopy(version.getBytes(ISO_8859_1), 0, whole, at, LENGTH);
        System.arraycopy(name, at, whole, at + LENGTH, name.length - at);
        return whole;
    }

    /** Says whether there is nothing but a version. */
    public static boolean isAll(String name) {
        return name.length() == LENGTH && isTime(name);
    }

    /** Returns where the extension begins: at the last dot, but at the end when that dot is the first byte or missing. */
    private static int extension(byte[] name) {
        for (int i = name.length - 1; i > 0; i--) {
            if (name[i] == '.') {
                return i;
            }
        }
        return name.length;
    }

    private static boolean isTime(String version) {
        Matcher matcher = PATTERN.matcher(version);
        if (!matcher.matches()) {
            return false;
        }
        int[] parts = new int[6];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Integer.parseInt(matcher.group(i + 1));
        }
        try {
            return LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]) != null;
        } catch (DateTimeException e) {
            // The thirtieth of February is part of a name like any other digits.
            return false;
        }
    }
}
