package io.cammanager.backup.core.store;

import com.google.common.hash.Hashing;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Bytes in memory, as a body. */
public final class BytesBody implements Body {
    private final byte[] bytes;

    public BytesBody(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public Digests digests() {
        return new Digests(Hashing.sha256().hashBytes(bytes), null);
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
