package io.cammanager.backup.crypto;

import io.cammanager.backup.crypto.internal.ClosedCipher;
import io.cammanager.backup.crypto.internal.Format;
import io.cammanager.backup.crypto.internal.HmacBinding;
import io.cammanager.backup.crypto.internal.SecretBox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import javax.security.auth.Destroyable;

/**
 * Encrypts and decrypts the content of files as rclone's crypt does, any part of it, on any number of threads at once.
 *
 * <p>A nonce is for one content only. Whoever encrypts parts of a file must make sure that the file is the same from the first
 * part to the last, and draw another nonce when it is not.
 */
public final class ContentCipher implements AutoCloseable, Destroyable {
    private final byte[] dataKey;
    /** The boxes that no thread is using; each holds its own work space. */
    private final ConcurrentLinkedQueue<SecretBox> boxes = new ConcurrentLinkedQueue<>();

    private volatile boolean destroyed;

    private ContentCipher(byte[] ownKey) {
        this.dataKey = ownKey;
    }

    /** Returns a cipher with this key of 32 bytes, which is copied. */
    public static ContentCipher of(byte[] dataKey) {
        if (dataKey.length != Format.KEY) {
            throw new IllegalArgumentException("a data key of " + dataKey.length + " bytes, not " + Format.KEY);
        }
        return new ContentCipher(dataKey.clone());
    }

    /** Returns how large the encrypted form of a file is. */
    public static long storedSize(long plainSize) {
        if (plainSize < 0) {
            throw new IllegalArgumentException("plainSize is " + plainSize);
        }
        long blocks = plainSize / Format.BLOCK_PLAIN + (plainSize % Format.BLOCK_PLAIN == 0 ? 0 : 1);
        return Math.addExact(plainSize, Format.HEADER + blocks * Format.TAG);
    }

    /**
     * Returns how large the file is whose encrypted form has this size.
     *
     * @throws CryptException when no encrypted form has
     */
    public static long plainSize(long storedSize) throws CryptException {
        if (storedSize < Format.HEADER) {
            throw new CryptException.TooShort(storedSize);
        }
        long whole = (storedSize - Format.HEADER) / Format.BLOCK_STORED;
        long rest = (storedSize - Format.HEADER) % Format.BLOCK_STORED;
        if (rest > 0 && rest <= Format.TAG) {
            throw new CryptException.TruncatedBlock(whole);
        }
        return whole * Format.BLOCK_PLAIN + (rest == 0 ? 0 : rest - Format.TAG);
    }

    /** Draws the nonce of one file. */
    public Nonce newNonce(SecureRandom random) {
        byte[] bytes = new byte[Format.NONCE];
        random.nextBytes(bytes);
        return Nonce.of(bytes);
    }

    /**
     * Writes {@code length} bytes of the encrypted form of a file, from {@code storedOffset}, into {@code target}: the same bytes
     * whenever it is asked for them again. When it throws, that part of {@code target} is zeros and not half-encrypted.
     *
     * @throws IOException when {@code plain} does
     */
    public void encrypt(
            PlainReader plain,
            long plainSize,
            Nonce nonce,
            long storedOffset,
            byte[] target,
            int targetOffset,
            int length)
            throws IOException {
        Objects.checkFromIndexSize(targetOffset, length, target.length);
        Objects.checkFromIndexSize(storedOffset, (long) length, storedSize(plainSize));
        SecretBox box = borrowBox();
        boolean encrypted = false;
        try {
            new RangeEncryption(plain, plainSize, nonce, box).write(storedOffset, target, targetOffset, length);
            encrypted = !destroyed;
        } finally {
            returnBox(box);
            if (!encrypted) {
                Arrays.fill(target, targetOffset, targetOffset + length, (byte) 0);
            }
        }
        requireKey();
    }

    /**
     * Decrypts a whole object. The stream reads ahead by one block, gives out no byte that was not authenticated, and closes
     * {@code stored} when it is closed. It cannot know that whole blocks are missing at the end, or that this is another object
     * of the same key: for that compare the {@link #tag}.
     *
     * @throws CryptException when this is no encrypted object; reading throws it too
     */
    public DecryptingStream decrypt(InputStream stored) throws IOException {
        Nonce nonce = Nonce.ofHeader(stored.readNBytes(Format.HEADER));
        return new DecryptingStream(this, stored, nonce, DecryptingStream.Range.ALL);
    }

    /**
     * Decrypts a whole object as {@link #decrypt} does, but goes on after a block that is not authentic, and gives out zeros for
     * it, as many as it has bytes.
     *
     * @param badBlocks told the index of each such block, from 0, before its zeros are read
     * @throws CryptException when this is no encrypted object; reading throws it where the object is cut off
     */
    public DecryptingStream decryptPassingBadBlocks(InputStream stored, LongConsumer badBlocks) throws IOException {
        Nonce nonce = Nonce.ofHeader(stored.readNBytes(Format.HEADER));
        return new DecryptingStream(this, stored, nonce, DecryptingStream.Range.ALL, badBlocks);
    }

    /**
     * Decrypts {@code plainLength} bytes from {@code plainOffset}, reading no other blocks than those they are in.
     *
     * @throws IndexOutOfBoundsException when an object of this size has no such bytes
     * @throws CryptException when this is no encrypted object; reading throws it too
     */
    public DecryptingStream decryptRange(RangeSource source, long storedSize, long plainOffset, long plainLength)
            throws IOException {
        long plainSize = plainSize(storedSize);
        Objects.checkFromIndexSize(plainOffset, plainLength, plainSize);
        long firstBlock = plainOffset / Format.BLOCK_PLAIN;
        long lastBlock = (plainOffset + Math.max(1, plainLength) - 1) / Format.BLOCK_PLAIN;
        long from = Format.blockOffset(firstBlock);
        long to = Math.min(Format.blockOffset(lastBlock + 1), storedSize);
        DecryptingStream.Range range = new DecryptingStream.Range(plainOffset, plainLength);
        if (plainLength > 0 && firstBlock == 0) {
            return decryptFromHeader(source.open(0, to), range);
        }
        Nonce nonce = readNonce(source);
        InputStream blocks = plainLength == 0 ? new ByteArrayInputStream(new byte[0]) : source.open(from, to - from);
        return new DecryptingStream(this, blocks, nonce, range);
    }

    private DecryptingStream decryptFromHeader(InputStream stored, DecryptingStream.Range range) throws IOException {
        try {
            Nonce nonce = Nonce.ofHeader(stored.readNBytes(Format.HEADER));
            return new DecryptingStream(this, stored, nonce, range);
        } catch (IOException | RuntimeException e) {
            try (stored) {
                throw e;
            }
        }
    }

    private static Nonce readNonce(RangeSource source) throws IOException {
        try (InputStream header = source.open(0, Format.HEADER)) {
            return Nonce.ofHeader(header.readNBytes(Format.HEADER));
        }
    }

    /**
     * Returns what binds a recording's path, nonce, size and content: 64 lower-case hex digits that nobody without the key can
     * make for others.
     */
    public String tag(String plainPath, Nonce nonce, long plainSize, byte[] plainSha256) {
        requireKey();
        String tag = HmacBinding.recordingTag(dataKey, plainPath, nonce.bytes(), plainSize, plainSha256);
        requireKey();
        return tag;
    }

    /** Decrypts one block, tag first; returns false when it is not authentic. */
    boolean open(Nonce nonce, byte[] stored, int storedLength, byte[] target, int targetOffset) {
        SecretBox box = borrowBox();
        boolean authentic = box.open(nonce.bytes(), stored, 0, storedLength - Format.TAG, target, targetOffset);
        returnBox(box);
        requireKey();
        return authentic;
    }

    private SecretBox borrowBox() {
        requireKey();
        SecretBox box = boxes.poll();
        return box == null ? new SecretBox(dataKey) : box;
    }

    private void returnBox(SecretBox box) {
        boxes.offer(box);
        if (destroyed) {
            wipeBoxes();
        }
    }

    private void wipeBoxes() {
        for (SecretBox box = boxes.poll(); box != null; box = boxes.poll()) {
            box.wipe();
        }
    }

    private void requireKey() {
        if (destroyed) {
            throw ClosedCipher.exception();
        }
    }

    /** Wipes the key. What is being encrypted meanwhile ends with an exception. */
    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(dataKey, (byte) 0);
        wipeBoxes();
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    /** Does the same as {@link #destroy}. */
    @Override
    public void close() {
        destroy();
    }
}
