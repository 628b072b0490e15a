package io.cammanager.backup.core.store.layer;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.store.DamagedContentException;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.WholeCheck;
import io.cammanager.backup.crypto.ContentCipher;
import io.cammanager.backup.crypto.CryptException;
import io.cammanager.backup.crypto.Nonce;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The plain bytes of an encrypted recording. For a range its header is fetched, and then no other blocks than those the range
 * is in, both by the same ETag, so that they are of one object.
 */
final class EncryptedContent {
    private final ObjectStore stored;
    private final RcloneCrypt crypt;
    private final String path;

    /**
     * Takes where the stored bytes come from.
     *
     * @param path of the recording, which its tag vouches for
     */
    EncryptedContent(ObjectStore stored, RcloneCrypt crypt, String path) {
        this.stored = stored;
        this.crypt = crypt;
        this.path = path;
    }

    /**
     * Opens the bytes. Those that are not authentic, or an object that is none of ours, make reading throw.
     *
     * @param request under the stored key, offset and length in plain bytes
     * @return what is told of the stored object, with the plain bytes
     */
    ObjectContent open(ReadRequest request) {
        return request.isWhole() ? whole(stored.get(request)) : range(request);
    }

    private ObjectContent whole(ObjectContent content) {
        HashCode tag = RecordingMetadata.asStored(content.info()).sha256();
        return new ObjectContent(
                content.info(),
                new AuthenticatedStream(content.stream(), crypt, path, tag == null ? null : tag.toString()));
    }

    private ObjectContent range(ReadRequest request) {
        byte[] header;
        ObjectContent opened;
        try (ObjectContent content = stored.get(request.range(0, RcloneCrypt.HEADER_BYTES))) {
            opened = content;
            header = content.stream().readNBytes(RcloneCrypt.HEADER_BYTES);
        } catch (IOException e) {
            throw new StoreException(Kind.UNAVAILABLE, "get", request.key().value(), "the answer broke off", 0, e);
        }
        try {
            Nonce nonce = Nonce.ofHeader(header);
            InputStream plain =
                    decrypt(request.onlyIf(opened.info().etag()), opened.info().size(), header);
            return new ObjectContent(opened.info(), new Plain(plain), check(opened, nonce));
        } catch (CryptException e) {
            return new ObjectContent(opened.info(), new Plain(e));
        }
    }

    private InputStream decrypt(ReadRequest request, long storedSize, byte[] header) throws CryptException {
        long plainSize = ContentCipher.plainSize(storedSize);
        if (request.offset() >= plainSize) {
            String reason = "it has " + plainSize + " bytes, and none at " + request.offset();
            throw new StoreException(Kind.REJECTED, "get", request.key().value(), reason);
        }
        long length = Math.min(request.length(), plainSize - request.offset());
        try {
            return crypt.content()
                    .decryptRange(
                            (from, count) -> from == 0 && count == header.length
                                    ? new ByteArrayInputStream(header)
                                    : stored.get(request.range(from, count)).stream(),
                            storedSize,
                            request.offset(),
                            length);
        } catch (CryptException e) {
            throw e;
        } catch (IOException e) {
            throw new StoreException(Kind.UNAVAILABLE, "get", request.key().value(), "the answer broke off", 0, e);
        }
    }

    private WholeCheck check(ObjectContent opened, Nonce nonce) {
        HashCode tag = RecordingMetadata.asStored(opened.info()).sha256();
        return tag == null
                ? WholeCheck.NOTHING
                : (size, sha256) -> {
                    if (!tag.toString().equals(crypt.tag(path, nonce, size, sha256.asBytes()))) {
                        throw AuthenticatedStream.tagDiffers();
                    }
                };
    }

    /** Tells damage as what it is to whoever knows nothing of encryption. */
    private static final class Plain extends InputStream {
        private final InputStream plain;
        private final @Nullable CryptException failure;

        Plain(InputStream plain) {
            this.plain = plain;
            this.failure = null;
        }

        Plain(CryptException failure) {
            this.plain = InputStream.nullInputStream();
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (failure != null) {
                throw new DamagedContentException(failure.getMessage(), failure);
            }
            try {
                return plain.read(target, offset, length);
            } catch (CryptException e) {
                throw new DamagedContentException(e.getMessage(), e);
            }
        }

        @Override
        public void close() throws IOException {
            plain.close();
        }
    }
}
