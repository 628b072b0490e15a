package io.cammanager.backup.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Utf8;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A short text, with sums that may be those of another. */
public record SmallBody(String text, Digests digests) implements Body {
    public static SmallBody of(String text) {
        return new SmallBody(text, new Digests(Hashing.sha256().hashString(text, UTF_8), null));
    }

    static HashCode md5(String text) {
        try {
            return HashCode.fromBytes(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    SmallBody withMd5() {
        return new SmallBody(text, new Digests(digests.sha256(), md5(text)));
    }

    @Override
    public long length() {
        return Utf8.encodedLength(text);
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
