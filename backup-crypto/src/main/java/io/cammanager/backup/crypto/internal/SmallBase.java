package io.cammanager.backup.crypto.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** Base32 and base64 without padding, as Go's packages do it: line ends inside the text are skipped. */
public final class SmallBase implements TextEncoding {
    /** RFC 4648 base32hex, written in lower case, read in both. */
    public static final TextEncoding BASE32 = new SmallBase("0123456789abcdefghijklmnopqrstuv", 5, true);

    /** RFC 4648 base64url. */
    public static final TextEncoding BASE64 =
            new SmallBase("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 6, false);

    private final byte[] digits;
    private final byte[] values = new byte[128];
    private final int bitsPerDigit;
    private final String name;

    private SmallBase(String alphabet, int bitsPerDigit, boolean ignoresCase) {
        this.digits = alphabet.getBytes(ISO_8859_1);
        this.bitsPerDigit = bitsPerDigit;
        this.name = "base" + digits.length;
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < digits.length; i++) {
            values[digits[i]] = (byte) i;
            if (ignoresCase) {
                values[Character.toUpperCase(digits[i])] = (byte) i;
            }
        }
    }

    @Override
    public String encode(byte[] bytes) {
        byte[] text = new byte[(bytes.length * 8 + bitsPerDigit - 1) / bitsPerDigit];
        int mask = digits.length - 1;
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8) | (b & 0xff);
            bits += 8;
            while (bits >= bitsPerDigit) {
                bits -= bitsPerDigit;
                text[at++] = digits[(buffer >> bits) & mask];
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text[at] = digits[(buffer << (bitsPerDigit - bits)) & mask];
        }
        return new String(text, ISO_8859_1);
    }

    @Override
    public byte[] decode(String text) throws UndecodableNameException {
        byte[] bytes = new byte[text.length() * bitsPerDigit / 8];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n') {
                continue;
            }
            buffer = (buffer << bitsPerDigit) | value(c);
            bits += bitsPerDigit;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >> bits);
                buffer &= (1 << bits) - 1;
            }
        }
        if (bits >= bitsPerDigit) {
            throw UndecodableNameException.foreign("not the length of " + name + " text");
        }
        return at == bytes.length ? bytes : Arrays.copyOf(bytes, at);
    }

    private int value(char digit) throws UndecodableNameException {
        int value = digit < values.length ? values[digit] : -1;
        if (value < 0) {
            throw UndecodableNameException.foreign("not " + name + " text");
        }
        return value;
    }
}
