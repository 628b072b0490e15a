package io.cammanager.backup.crypto.internal;

import java.io.ByteArrayOutputStream;

/** 15 bits in a character, in blocks of 32 characters that no normalization changes; 7 bits in a last one. */
public final class Base32768 implements TextEncoding {
    private static final int BLOCK = 32;

    /** Where the four blocks of a short last character begin. */
    private static final char[] SHORT_BLOCKS = {0x0180, 0x0240, 0x0260, 0x0280};

    /** Runs of blocks that lie side by side: where the first begins, how many they are. 1,024 in all. */
    private static final int[] RUNS = {
        0x04a0, 1, 0x0500, 1, 0x0680, 2, 0x0760, 2, 0x07c0, 1, 0x1000, 1, 0x10a0, 1, 0x1100, 3, 0x1180, 1, 0x11e0, 3,
        0x1260, 1, 0x12e0, 1, 0x1320, 1, 0x13a0, 2, 0x1420, 18, 0x16a0, 2, 0x1780, 1, 0x1820, 2, 0x18c0, 1, 0x1980, 1,
        0x19e0, 1, 0x1a20, 1, 0x1bc0, 1, 0x1c00, 1, 0x1d00, 1, 0x21e0, 1, 0x22c0, 1, 0x2340, 5, 0x2400, 1, 0x2500, 19,
        0x2780, 2, 0x2800, 12, 0x29a0, 1, 0x2a20, 2, 0x2a80, 2, 0x2ae0, 4, 0x2c00, 1, 0x2c80, 3, 0x2d00, 1, 0x2d40, 1,
        0x2ea0, 2, 0x31c0, 1, 0x3400, 205, 0x4dc0, 656, 0xa000, 36, 0xa4a0, 1, 0xa500, 8, 0xa640, 1, 0xa6a0, 2, 0xa700,
                3,
        0xa780, 1, 0xa840, 1
    };

    // After the tables, which it is made of.
    public static final TextEncoding INSTANCE = new Base32768();

    private final char[] blocks = new char[1024];

    /** For each block of 32 characters, its index plus 1 in {@link #blocks}, or its negative one in the short blocks. */
    private final short[] indexes = new short[Character.MAX_VALUE / BLOCK + 1];

    private Base32768() {
        int count = 0;
        for (int run = 0; run < RUNS.length; run += 2) {
            for (int i = 0; i < RUNS[run + 1]; i++) {
                blocks[count] = (char) (RUNS[run] + i * BLOCK);
                indexes[blocks[count] / BLOCK] = (short) ++count;
            }
        }
        for (int i = 0; i < SHORT_BLOCKS.length; i++) {
            indexes[SHORT_BLOCKS[i] / BLOCK] = (short) -(i + 1);
        }
    }

    @Override
    public String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 8 + 14) / 15);
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8) | (b & 0xff);
            bits += 8;
            if (bits >= 15) {
                bits -= 15;
                text.append(full(buffer >> bits));
                buffer &= (1 << bits) - 1;
            }
        }
        if (bits >= 8) {
            text.append(full((buffer << (15 - bits)) | ((1 << (15 - bits)) - 1)));
        } else if (bits > 0) {
            int last = (buffer << (7 - bits)) | ((1 << (7 - bits)) - 1);
            text.append((char) (SHORT_BLOCKS[last >> 5] | (last & 31)));
        }
        return text.toString();
    }

    private char full(int group) {
        return (char) (blocks[(group >> 5) & 1023] | (group & 31));
    }

    @Override
    public byte[] decode(String text) throws UndecodableNameException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() * 2);
        int buffer = 0;
        int bits = 0;
        int index = 1;
        for (int i = 0; i < text.length() && index > 0; i++) {
            char c = text.charAt(i);
            index = indexes[c / BLOCK];
            if (index == 0) {
                throw UndecodableNameException.foreign("not base32768 text");
            }
            buffer = (buffer << (index > 0 ? 15 : 7)) | ((Math.abs(index) - 1) << 5) | (c & 31);
            bits += index > 0 ? 15 : 7;
            while (bits >= 8) {
                bits -= 8;
                bytes.write(buffer >> bits);
            }
            buffer &= (1 << bits) - 1;
        }
        return bytes.toByteArray();
    }
}
