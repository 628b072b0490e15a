package io.cammanager.backup.crypto;

import io.cammanager.backup.crypto.internal.Format;
import java.util.Arrays;
import java.util.HexFormat;

/** The number, used once, under which a file is encrypted. The one of block i is {@code plus(i)}. Not secret. */
public final class Nonce {
    private final byte[] bytes;

    private Nonce(byte[] ownBytes) {
        this.bytes = ownBytes;
    }

    /** Returns the nonce that these 24 bytes are. */
    public static Nonce of(byte[] bytes) {
        if (bytes.length != Format.NONCE) {
            throw new IllegalArgumentException("a nonce of " + bytes.length + " bytes, not " + Format.NONCE);
        }
        return new Nonce(bytes.clone());
    }

    /**
     * Returns the nonce in the first 32 bytes of an encrypted object.
     *
     * @throws CryptException when these are no such bytes
     */
    public static Nonce ofHeader(byte[] header) throws CryptException {
        if (header.length < Format.HEADER) {
            throw new CryptException.TooShort(header.length);
        }
        if (!Format.hasMagic(header)) {
            throw new CryptException.BadMagic();
        }
        return new Nonce(Arrays.copyOfRange(header, Format.MAGIC, Format.HEADER));
    }

    /** Returns the nonce of a later block: a little-endian sum, which starts again at 0 after its highest value. */
    public Nonce plus(long blocks) {
        if (blocks < 0) {
            throw new IllegalArgumentException("blocks is " + blocks);
        }
        byte[] sum = bytes.clone();
        long rest = blocks;
        int carry = 0;
        for (int i = 0; i < sum.length; i++) {
            carry += (sum[i] & 0xff) + (int) (rest & 0xff);
            sum[i] = (byte) carry;
            carry >>>= 8;
            rest >>>= 8;
        }
        return new Nonce(sum);
    }

    /** Returns a copy of the 24 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the 32 bytes with which an encrypted object begins. */
    byte[] header() {
        byte[] header = new byte[Format.HEADER];
        Format.putMagic(header);
        System.arraycopy(bytes, 0, header, Format.MAGIC, Format.NONCE);
        return header;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Nonce that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
