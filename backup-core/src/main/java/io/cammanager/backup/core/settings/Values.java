package io.cammanager.backup.core.settings;

import com.google.common.net.InetAddresses;
import io.cammanager.backup.core.FreeSpace;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.crypto.CryptOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a value of a text, or refuses it with a sentence that says what is allowed. */
final class Values {
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");

    private static final int MIN_TOKEN_CHARS = 16;

    private Values() {}

    static long number(RawValue value, int min, int max) {
        if (value.text().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(value.text());
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw value.refused("must be a whole number from " + min + " to " + max);
    }

    static long size(RawValue value, long min, String range) {
        Long bytes = Syntax.bytes(value.text());
        if (bytes == null) {
            throw value.refused("must be " + Syntax.SIZE);
        }
        if (bytes < min || bytes > SyncOptions.MAX_PART_SIZE_BYTES) {
            throw value.refused("is " + bytes + " bytes and must be " + range + ", written as " + Syntax.SIZE);
        }
        return bytes;
    }

    static FreeSpace freeSpace(RawValue value) {
        FreeSpace space = Syntax.freeSpace(value.text());
        if (space == null) {
            throw value.refused("must be " + Syntax.FREE_SPACE);
        }
        return space;
    }

    static Duration duration(RawValue value, Duration min) {
        Duration duration = Syntax.duration(value.text());
        if (duration == null) {
            throw value.refused("must be " + Syntax.DURATION);
        }
        if (duration.compareTo(min) < 0) {
            throw value.refused("must be at least " + min.toSeconds() + "s");
        }
        return duration;
    }

    static Duration duration(RawValue value, Duration min, Duration max) {
        Duration duration = duration(value, min);
        if (duration.compareTo(max) > 0) {
            throw value.refused("must be at most " + max.toSeconds() + "s");
        }
        return duration;
    }

    static <E extends Enum<E>> E choice(RawValue value, Class<E> type, String... others) {
        List<String> allowed = new ArrayList<>(List.of(others));
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equalsIgnoreCase(value.text())) {
                return constant;
            }
            allowed.add(name);
        }
        throw value.refused("must be one of " + String.join(", ", allowed));
    }

    static CryptOptions.DirectoryNames directoryNames(RawValue value) {
        return yesOrNo(value) ? CryptOptions.DirectoryNames.ENCRYPTED : CryptOptions.DirectoryNames.CLEAR;
    }

    static boolean yesOrNo(RawValue value) {
        Boolean truth = truth(value.text());
        if (truth == null) {
            throw value.refused("must be true or false");
        }
        return truth;
    }

    /** Returns null for what rclone would not take as true or false either. */
    static @Nullable Boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "t", "true" -> true;
            case "0", "f", "false" -> false;
            default -> null;
        };
    }

    static Path path(RawValue value) {
        if (value.isEmpty()) {
            throw value.refused("must not be empty");
        }
        try {
            return Path.of(value.text());
        } catch (InvalidPathException e) {
            throw value.refused("must be a path of this system");
        }
    }

    /** Accepts one run of printable characters: a stray space or line end in a key is otherwise hard to find. */
    static String word(RawValue value) {
        if (value.isEmpty() || !value.text().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw value.refused("must be one word of printable ASCII characters, without spaces");
        }
        return value.text();
    }

    static String token(RawValue value) {
        if (word(value).length() < MIN_TOKEN_CHARS) {
            throw value.refused("must have at least " + MIN_TOKEN_CHARS + " characters, best random ones,"
                    + " such as those of openssl rand -hex 32");
        }
        return value.text();
    }

    /** Says whether only this machine itself can reach the host; asking the DNS could hang, and could be answered by anyone. */
    static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        String address = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return InetAddresses.isInetAddress(address)
                && InetAddresses.forString(address).isLoopbackAddress();
    }

    static String bucket(RawValue value) {
        if (value.text().indexOf('/') >= 0) {
            throw value.refused("must be a bucket's name alone: the folder in it goes into S3_PREFIX or --prefix");
        }
        if (!BUCKET.matcher(value.text()).matches()) {
            throw value.refused("must be 3 to 63 letters, digits, '.', '_' or '-', a letter or digit at either end");
        }
        return value.text();
    }

    static String prefix(RawValue value) {
        return folder(value, value.text());
    }

    /** Returns what names a folder, as part of a value or all of it: empty, or ending in a slash and not beginning with one. */
    static String folder(RawValue value, String path) {
        List<String> segments = List.of(path.replaceAll("^/+|/+$", "").split("/", -1));
        if (segments.equals(List.of(""))) {
            return "";
        }
        if (segments.contains("") || segments.contains(".") || segments.contains("..")) {
            throw value.refused("must not have '.', '..' or nothing between two slashes");
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            throw value.refused("must not hold control characters");
        }
        return String.join("/", segments) + "/";
    }

    /** What stands before an @ or after a ? may be secret, so such an endpoint is refused without repeating it. */
    static URI endpoint(RawValue value) {
        if (value.text().matches(".*[@?#].*")) {
            throw value.refusedUnseen("must be an address alone: user, password, '?' and '#' do not belong in it");
        }
        try {
            URI uri = new URI(value.text());
            String scheme = uri.getScheme();
            boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
            if (web && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // the sentence below says what is wrong better than the parser does
        }
        throw value.refused("must be a URL such as https://host or http://host:9000"
                + " (a host has letters, digits, '-' and '.', no '_')");
    }
}
