package io.cammanager.backup.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A few bytes to be sent, held in memory. */
public final class MemoryBody implements Body {
    private final byte[] content;

    /** Takes the bytes over: the caller must not change them. */
    public MemoryBody(byte[] content) {
        this.content = content;
    }

    public static MemoryBody of(String text) {
        return new MemoryBody(text.getBytes(UTF_8));
    }

    @Override
    public long length() {
        return content.length;
    }

    @Override
    public Digests digests() {
        return new Digests(Hashing.sha256().hashBytes(content), md5());
    }

    @SuppressWarnings("deprecation") // MD5 is what the protocol speaks
    private HashCode md5() {
        return Hashing.md5().hashBytes(content);
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(content);
    }
}
