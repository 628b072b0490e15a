package io.cammanager.backup.core.transfer;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.cammanager.backup.crypto.ContentCipher;
import io.cammanager.backup.crypto.Nonce;
import io.cammanager.backup.crypto.PlainReader;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A file in its encrypted form, made as it is read. The nonce belongs to this state of the file: it is drawn with it, and
 * void with it, so that no nonce ever meets two contents.
 */
final class EncryptedBytes implements StoredBytes {
    private final SourceFile file;
    private final ContentCipher cipher;
    private final Nonce nonce;
    private final @Nullable PlainHash hash;

    private EncryptedBytes(SourceFile file, ContentCipher cipher, Nonce nonce, @Nullable PlainHash hash) {
        this.file = file;
        this.cipher = cipher;
        this.nonce = nonce;
        this.hash = hash;
    }

    /** Returns the form that is read once, in order, and knows the hash of the plain bytes afterwards. */
    static EncryptedBytes hashing(SourceFile file, ContentCipher cipher, Nonce nonce) {
        return new EncryptedBytes(file, cipher, nonce, new PlainHash());
    }

    /** Returns the form that any number of threads may read, anywhere. */
    static EncryptedBytes of(SourceFile file, ContentCipher cipher, Nonce nonce) {
        return new EncryptedBytes(file, cipher, nonce, null);
    }

    @Override
    public long size() {
        return ContentCipher.storedSize(file.size());
    }

    @Override
    public void readFully(ByteBuffer buffer, long position) throws IOException {
        int length = buffer.remaining();
        PlainReader plain = this::readPlain;
        cipher.encrypt(
                plain, file.size(), nonce, position, buffer.array(), buffer.arrayOffset() + buffer.position(), length);
        buffer.position(buffer.position() + length);
    }

    private void readPlain(long position, byte[] target, int offset, int length) throws IOException {
        file.readFully(ByteBuffer.wrap(target, offset, length), position);
        if (hash != null) {
            hash.add(position, target, offset, length);
        }
    }

    /** Whole blocks: a part of a block costs as much as all of it. */
    @Override
    public int window(long position) {
        return position < RcloneCrypt.HEADER_BYTES
                ? (int) (RcloneCrypt.HEADER_BYTES - position)
                : (int) (RcloneCrypt.STORED_BLOCK_BYTES
                        - (position - RcloneCrypt.HEADER_BYTES) % RcloneCrypt.STORED_BLOCK_BYTES);
    }

    @Override
    public void requireUnchanged() throws IOException {
        file.requireUnchanged();
    }

    @Override
    public void requireUnchangedOrGone() throws IOException {
        file.requireUnchangedOrGone();
    }

    @Override
    public boolean isPlain() {
        return false;
    }

    @Override
    public HashCode plainSha256() {
        if (hash == null) {
            throw new IllegalStateException("only the hashing form knows the hash of the plain bytes");
        }
        return hash.finish(file.size());
    }

    /** Hashes bytes that come in order, some of them twice: a block that lies across two parts is read for both. */
    private static final class PlainHash {
        private final Hasher sha256 = Hashing.sha256().newHasher();
        private long done;

        void add(long position, byte[] bytes, int offset, int length) {
            if (position > done) {
                throw new IllegalStateException("bytes from " + done + " to " + position + " were left out");
            }
            int known = (int) Math.min(length, done - position);
            sha256.putBytes(bytes, offset + known, length - known);
            done = Math.max(done, position + length);
        }

        HashCode finish(long size) {
            if (done != size) {
                throw new IllegalStateException("only " + done + " of " + size + " bytes were read");
            }
            return sha256.hash();
        }
    }
}
