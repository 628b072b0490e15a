package io.cammanager.backup.testkit;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.Digests;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Bytes in memory as the body of an upload, whose digests may be made to lie. */
public final class BytesBody implements Body {
    private final byte[] bytes;
    private final Digests digests;

    private BytesBody(byte[] bytes, Digests digests) {
        this.bytes = bytes;
        this.digests = digests;
    }

    /** Returns a body that announces the SHA-256 of the bytes, and no MD5. */
    public static BytesBody of(byte[] bytes) {
        return new BytesBody(bytes.clone(), new Digests(Hashing.sha256().hashBytes(bytes), null));
    }

    /** Returns the same body, announced with its MD5 as well. */
    public BytesBody withMd5() {
        return new BytesBody(bytes, new Digests(digests.sha256(), md5(bytes)));
    }

    /** Returns the same bytes under the digests of others, as when a file changed while it was read. */
    public BytesBody announcedAs(Body other) {
        return new BytesBody(bytes, other.digests());
    }

    /** Returns the same bytes with their own SHA-256 and the MD5 of others. */
    public BytesBody announcedWithMd5Of(byte[] others) {
        return new BytesBody(bytes, new Digests(digests.sha256(), md5(others)));
    }

    /** Returns the MD5 of bytes, which is their ETag on most stores. */
    @SuppressWarnings("deprecation") // S3 knows no other: not a matter of security here
    public static HashCode md5(byte[] bytes) {
        return Hashing.md5().hashBytes(bytes);
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public Digests digests() {
        return digests;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
