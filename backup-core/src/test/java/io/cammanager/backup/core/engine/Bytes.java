package io.cammanager.backup.core.engine;

import com.google.common.hash.Hashing;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.Digests;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A body in memory. */
final class Bytes implements Body {
    private final byte[] content;

    Bytes(byte[] content) {
        this.content = content;
    }

    @Override
    public long length() {
        return content.length;
    }

    @Override
    public Digests digests() {
        return new Digests(Hashing.sha256().hashBytes(content), null);
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(content);
    }
}
