package io.cammanager.backup.crypto;

import io.cammanager.backup.crypto.internal.Format;
import io.cammanager.backup.crypto.internal.SecretBox;
import java.io.IOException;

/** Makes any range of the encrypted form of one file. */
final class RangeEncryption {
    private final PlainReader plain;
    private final long plainSize;
    private final Nonce nonce;
    private final SecretBox box;

    RangeEncryption(PlainReader plain, long plainSize, Nonce nonce, SecretBox box) {
        this.plain = plain;
        this.plainSize = plainSize;
        this.nonce = nonce;
        this.box = box;
    }

    void write(long storedOffset, byte[] target, int targetOffset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            long position = storedOffset + done;
            int space = length - done;
            done += position < Format.HEADER
                    ? writeHeader((int) position, target, targetOffset + done, space)
                    : writeBlock(position - Format.HEADER, target, targetOffset + done, space);
        }
    }

    private int writeHeader(int from, byte[] target, int at, int space) {
        int length = Math.min(space, Format.HEADER - from);
        System.arraycopy(nonce.header(), from, target, at, length);
        return length;
    }

    /** Writes what there is space for of the block at this place after the header; only a part of a block takes a detour. */
    private int writeBlock(long position, byte[] target, int at, int space) throws IOException {
        long block = position / Format.BLOCK_STORED;
        int within = (int) (position % Format.BLOCK_STORED);
        int plainLength = (int) Math.min(Format.BLOCK_PLAIN, plainSize - block * Format.BLOCK_PLAIN);
        int storedLength = Format.TAG + plainLength;
        if (within == 0 && space >= storedLength) {
            seal(block, target, at, plainLength);
            return storedLength;
        }
        byte[] whole = new byte[storedLength];
        seal(block, whole, 0, plainLength);
        int length = Math.min(space, storedLength - within);
        System.arraycopy(whole, within, target, at, length);
        return length;
    }

    private void seal(long block, byte[] data, int at, int plainLength) throws IOException {
        plain.readFully(block * Format.BLOCK_PLAIN, data, at + Format.TAG, plainLength);
        box.seal(nonce.plus(block).bytes(), data, at, plainLength);
    }
}
