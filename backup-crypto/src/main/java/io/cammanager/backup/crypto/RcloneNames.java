package io.cammanager.backup.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/**
 * The names of files as rclone stores them in S3 with its default encoding.
 *
 * <p>A name that is valid UTF-8 is its own key. A byte that is not part of valid UTF-8 becomes U+201B and its two hex
 * digits. So U+201B is special: two of them in a row stand for themselves, and one alone stands for itself as long as what
 * follows cannot be mistaken for hex digits or for another one; where it can, its three bytes are written as hex. With that
 * rule every name has one key and every key at most one name, also those names with a single U+201B that rclone itself
 * cannot open.
 */
public final class RcloneNames {
    private static final char QUOTE = '\u201b';
    private static final int QUOTE_BYTES = 3;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RcloneNames() {}

    /**
     * Returns the key segment under which rclone stores a file of this name. Always well-formed.
     *
     * @throws InvalidNameException for what no file can be called: empty, {@code .}, {@code ..}, NUL or a slash in it
     */
    public static String keySegment(byte[] rawName) {
        requireName(rawName);
        int plain = plainLength(rawName);
        return plain == rawName.length ? new String(rawName, UTF_8) : encode(rawName, plain);
    }

    /**
     * Returns the name that {@link #keySegment} made this segment of.
     *
     * @throws InvalidNameException when there is no such name
     */
    public static byte[] rawName(String keySegment) {
        if (keySegment.indexOf(QUOTE) < 0) {
            requireWellFormed(keySegment);
            byte[] name = keySegment.getBytes(UTF_8);
            requireName(name);
            return name;
        }
        byte[] name = decode(keySegment);
        // One key for each name: else two objects would come back as one file.
        if (!keySegment(name).equals(keySegment)) {
            throw new InvalidNameException("not the way in which a file name is stored");
        }
        return name;
    }

    /**
     * Returns the name in rclone's Standard encoding, which is what rclone encrypts: control characters have become pictures of
     * themselves. May be the same array.
     */
    public static byte[] standardName(byte[] rawName) {
        return StandardNames.encode(rawName);
    }

    /**
     * Returns the name that {@link #standardName} made this of. May be the same array.
     *
     * @throws InvalidNameException when there is no such name
     */
    public static byte[] rawOfStandardName(byte[] standardName) {
        return StandardNames.decode(standardName);
    }

    private static void requireName(byte[] name) {
        if (name.length == 0) {
            throw new InvalidNameException("an empty name");
        }
        if (name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'))) {
            throw new InvalidNameException("a name that stands for a directory on the way");
        }
        for (byte b : name) {
            if (b == 0 || b == '/') {
                throw new InvalidNameException(b == 0 ? "a NUL in a name" : "a slash in a name");
            }
        }
    }

    private static void requireWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new InvalidNameException("half a character in a name");
                }
                i++;
            }
        }
    }

    /** Returns how many bytes at the start are valid UTF-8 without a quote. */
    private static int plainLength(byte[] name) {
        int at = 0;
        while (at < name.length) {
            int length = Utf8Sequences.lengthAt(name, at);
            if (length == 0 || isQuote(name, at)) {
                return at;
            }
            at += length;
        }
        return at;
    }

    private static boolean isQuote(byte[] name, int at) {
        return at + QUOTE_BYTES <= name.length
                && name[at] == (byte) 0xe2
                && name[at + 1] == (byte) 0x80
                && name[at + 2] == (byte) 0x9b;
    }

    private static String encode(byte[] name, int plain) {
        StringBuilder key = new StringBuilder(name.length + 8);
        key.append(new String(name, 0, plain, UTF_8));
        int at = plain;
        while (at < name.length) {
            int length = Utf8Sequences.lengthAt(name, at);
            if (length == 0) {
                length = 1;
                appendHex(key, name, at, length);
            } else if (!isQuote(name, at)) {
                key.append(new String(name, at, length, UTF_8));
            } else if (isQuote(name, at + length)) {
                length *= 2;
                key.append(QUOTE).append(QUOTE);
            } else if (isMistakable(name, at + length)) {
                appendHex(key, name, at, length);
            } else {
                key.append(QUOTE);
            }
            at += length;
        }
        return key.toString();
    }

    /** Says whether a quote before this place would be read together with what its key goes on with. */
    private static boolean isMistakable(byte[] name, int at) {
        if (at == name.length) {
            return false;
        }
        boolean quotedNext = Utf8Sequences.lengthAt(name, at) == 0;
        return quotedNext
                || (at + 1 < name.length && HexFormat.isHexDigit(name[at]) && HexFormat.isHexDigit(name[at + 1]));
    }

    private static void appendHex(StringBuilder key, byte[] name, int from, int length) {
        for (int i = from; i < from + length; i++) {
            key.append(QUOTE).append(HEX.toHexDigits(name[i]));
        }
    }

    private static byte[] decode(String key) {
        requireWellFormed(key);
        ByteArrayOutputStream name = new ByteArrayOutputStream(key.length() + 8);
        int at = 0;
        while (at < key.length()) {
            int quote = key.indexOf(QUOTE, at);
            int plainEnd = quote < 0 ? key.length() : quote;
            name.writeBytes(key.substring(at, plainEnd).getBytes(UTF_8));
            at = quote < 0 ? plainEnd : decodeQuoted(key, quote, name);
        }
        return name.toByteArray();
    }

    /** Writes what the quote at this place stands for and returns where the rest begins. */
    private static int decodeQuoted(String key, int quote, ByteArrayOutputStream name) {
        if (key.startsWith("\u201b\u201b", quote)) {
            name.writeBytes("\u201b\u201b".getBytes(UTF_8));
            return quote + 2;
        }
        boolean hex = quote + 2 < key.length()
                && HexFormat.isHexDigit(key.charAt(quote + 1))
                && HexFormat.isHexDigit(key.charAt(quote + 2));
        if (hex) {
            name.write(HexFormat.fromHexDigits(key, quote + 1, quote + 3));
            return quote + 3;
        }
        name.writeBytes("\u201b".getBytes(UTF_8));
        return quote + 1;
    }
}
