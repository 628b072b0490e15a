package io.cammanager.backup.crypto;

import io.cammanager.backup.crypto.internal.Format;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The plain bytes of an encrypted object, or of a range of it. For one thread at a time. */
public final class DecryptingStream extends InputStream {
    /** The plain bytes to give out; a length of {@link Long#MAX_VALUE} is: as many as there are. */
    record Range(long offset, long length) {
        static final Range ALL = new Range(0, Long.MAX_VALUE);

        boolean hasEnd() {
            return length != Long.MAX_VALUE;
        }
    }

    private final ContentCipher cipher;
    private final InputStream stored;
    private final Nonce nonce;
    private final Range range;
    private final @Nullable LongConsumer badBlocks;
    private final byte[] storedBlock = new byte[Format.BLOCK_STORED];
    private final byte[] plainBlock = new byte[Format.BLOCK_PLAIN];

    private long block;
    private int position;
    private int end;
    private long left;
    private boolean ended;
    private boolean closed;
    private @Nullable IOException failure;

    /** Reads from a stream that is at the first block of the range. */
    DecryptingStream(ContentCipher cipher, InputStream stored, Nonce nonce, Range range) {
        this(cipher, stored, nonce, range, null);
    }

    /**
     * Reads from a stream that is at the first block of the range.
     *
     * @param badBlocks told of each block that is not authentic, and that is given out as zeros; null to fail at such a block
     */
    DecryptingStream(
            ContentCipher cipher, InputStream stored, Nonce nonce, Range range, @Nullable LongConsumer badBlocks) {
        this.badBlocks = badBlocks;
        this.cipher = cipher;
        this.stored = stored;
        this.nonce = nonce;
        this.range = range;
        this.block = range.offset() / Format.BLOCK_PLAIN;
        this.left = range.length();
    }

    /** Returns the nonce that the object was encrypted under. */
    public Nonce nonce() {
        return nonce;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws CryptException when the object is damaged or cut off, or the key is another one; then again at each further read */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (closed) {
            throw new IOException("the stream is closed");
        }
        if (length == 0) {
            return 0;
        }
        if (left == 0 || (position == end && !nextBlock())) {
            return -1;
        }
        int count = (int) Math.min(Math.min(length, end - position), left);
        System.arraycopy(plainBlock, position, target, offset, count);
        position += count;
        left -= range.hasEnd() ? count : 0;
        return count;
    }

    /** Returns how many bytes are decrypted already. */
    @Override
    public int available() {
        return (int) Math.min(end - position, left);
    }

    /** Forgets the decrypted bytes and closes the stored ones. */
    @Override
    public void close() throws IOException {
        closed = true;
        position = 0;
        end = 0;
        Arrays.fill(plainBlock, (byte) 0);
        stored.close();
    }

    private boolean nextBlock() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (ended) {
            return false;
        }
        try {
            return decryptBlock();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private boolean decryptBlock() throws IOException {
        int length = stored.readNBytes(storedBlock, 0, storedBlock.length);
        if (length == 0 && !range.hasEnd()) {
            ended = true;
            return false;
        }
        if (length <= Format.TAG) {
            throw new CryptException.TruncatedBlock(block);
        }
        if (!cipher.open(nonce.plus(block), storedBlock, length, plainBlock, 0)) {
            passAsZeros(length - Format.TAG);
        }
        boolean first = block == range.offset() / Format.BLOCK_PLAIN;
        position = first ? (int) (range.offset() % Format.BLOCK_PLAIN) : 0;
        end = length - Format.TAG;
        block++;
        if (position >= end) {
            // Authentic, but shorter than the size of the object says.
            end = position;
            throw new CryptException.TruncatedBlock(block - 1);
        }
        return true;
    }

    /** rclone does the same, and it gives out no byte that nobody vouches for. */
    private void passAsZeros(int length) throws CryptException {
        if (badBlocks == null) {
            throw new CryptException.NotAuthenticated(block);
        }
        Arrays.fill(plainBlock, 0, length, (byte) 0);
        badBlocks.accept(block);
    }
}
