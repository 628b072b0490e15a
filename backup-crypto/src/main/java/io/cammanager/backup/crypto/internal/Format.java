package io.cammanager.backup.crypto.internal;

/**
 * The sizes of rclone's encrypted file: a header of magic and nonce, then blocks of a tag and up to 65,536 encrypted bytes.
 * Only the last block may be shorter; an empty file has none.
 */
public final class Format {
    public static final int MAGIC = 8;
    public static final int NONCE = 24;
    public static final int HEADER = MAGIC + NONCE;
    public static final int TAG = 16;
    public static final int BLOCK_PLAIN = 65_536;
    public static final int BLOCK_STORED = TAG + BLOCK_PLAIN;
    public static final int KEY = 32;

    private static final byte[] MAGIC_BYTES = {'R', 'C', 'L', 'O', 'N', 'E', 0, 0};

    private Format() {}

    public static void putMagic(byte[] header) {
        System.arraycopy(MAGIC_BYTES, 0, header, 0, MAGIC);
    }

    public static boolean hasMagic(byte[] header) {
        return header.length >= MAGIC && java.util.Arrays.equals(header, 0, MAGIC, MAGIC_BYTES, 0, MAGIC);
    }

    /** Returns where a block begins in the stored form. */
    public static long blockOffset(long block) {
        return HEADER + block * BLOCK_STORED;
    }
}
