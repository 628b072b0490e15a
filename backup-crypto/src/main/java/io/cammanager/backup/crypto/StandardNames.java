package io.cammanager.backup.crypto;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * rclone's Standard encoding of the names of local files. A control character becomes its picture, U+2401 and on; such a
 * picture gets a U+201B before it; two of U+201B stay two of them.
 *
 * <p>One U+201B alone is a name that rclone cannot open. It stays as it is, but where it would be mistaken for the quote of a
 * picture it becomes the byte 1B, which stands for nothing else here. So every name has one encoding of its own.
 */
final class StandardNames {
    private static final byte LONE_QUOTE = 0x1b;
    private static final byte DELETE = 0x7f;
    private static final int LENGTH = 3;
    private static final byte[] QUOTE = {(byte) 0xe2, (byte) 0x80, (byte) 0x9b};

    private StandardNames() {}

    static byte[] encode(byte[] name) {
        if (isPlain(name)) {
            return name;
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(name.length + 16);
        int at = 0;
        while (at < name.length) {
            at += encodeAt(name, at, encoded);
        }
        return encoded.toByteArray();
    }

    private static int encodeAt(byte[] name, int at, ByteArrayOutputStream encoded) {
        if (isControl(name[at])) {
            writePicture(name[at], encoded);
            return 1;
        }
        if (isPicture(name, at)) {
            encoded.writeBytes(QUOTE);
            encoded.write(name, at, LENGTH);
            return LENGTH;
        }
        if (!isQuote(name, at)) {
            encoded.write(name[at]);
            return 1;
        }
        int next = at + LENGTH;
        if (isQuote(name, next)) {
            encoded.write(name, at, 2 * LENGTH);
            return 2 * LENGTH;
        }
        if (next < name.length && (isControl(name[next]) || isPicture(name, next))) {
            encoded.write(LONE_QUOTE);
        } else {
            encoded.writeBytes(QUOTE);
        }
        return LENGTH;
    }

    static byte[] decode(byte[] standard) {
        if (isPlain(standard)) {
            return standard;
        }
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(standard.length);
        int at = 0;
        while (at < standard.length) {
            at += decodeAt(standard, at, decoded);
        }
        byte[] name = decoded.toByteArray();
        if (!Arrays.equals(encode(name), standard)) {
            throw new InvalidNameException("not the way in which a file name is encoded");
        }
        return name;
    }

    private static int decodeAt(byte[] standard, int at, ByteArrayOutputStream decoded) {
        if (standard[at] == LONE_QUOTE) {
            decoded.writeBytes(QUOTE);
            return 1;
        }
        if (isPicture(standard, at)) {
            int picture = standard[at + 2] & 0xff;
            decoded.write(picture == 0xa1 ? DELETE : picture - 0x80);
            return LENGTH;
        }
        if (!isQuote(standard, at)) {
            decoded.write(standard[at]);
            return 1;
        }
        int next = at + LENGTH;
        if (isQuote(standard, next)) {
            decoded.write(standard, at, 2 * LENGTH);
            return 2 * LENGTH;
        }
        boolean picture = isPicture(standard, next);
        decoded.write(standard, picture ? next : at, LENGTH);
        return picture ? 2 * LENGTH : LENGTH;
    }

    /** Says that there is no control character, and no first byte of a picture or quote. */
    private static boolean isPlain(byte[] name) {
        for (byte b : name) {
            if (isControl(b) || b == QUOTE[0]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isControl(byte b) {
        return (b >= 0 && b < 0x20) || b == DELETE;
    }

    private static void writePicture(byte control, ByteArrayOutputStream encoded) {
        encoded.write(0xe2);
        encoded.write(0x90);
        encoded.write(control == DELETE ? 0xa1 : 0x80 + control);
    }

    /** NUL is no control character of a name, and its picture stands for itself. */
    private static boolean isPicture(byte[] name, int at) {
        if (at + LENGTH > name.length || name[at] != (byte) 0xe2 || name[at + 1] != (byte) 0x90) {
            return false;
        }
        int last = name[at + 2] & 0xff;
        return (last > 0x80 && last < 0xa0) || last == 0xa1;
    }

    private static boolean isQuote(byte[] name, int at) {
        return at + LENGTH <= name.length && Arrays.equals(name, at, at + LENGTH, QUOTE, 0, LENGTH);
    }
}
