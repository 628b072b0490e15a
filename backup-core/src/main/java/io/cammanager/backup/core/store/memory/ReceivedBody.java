package io.cammanager.backup.core.store.memory;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteSource;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.Digests;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a request as they arrived, found to be those that its digests promised. */
record ReceivedBody(ByteSource bytes, long size, HashCode md5) {
    static ReceivedBody receive(String operation, String subject, Body body) {
        byte[] bytes = read(operation, subject, body);
        HashCode md5 = md5(bytes);
        check(operation, subject, body.digests(), Hashing.sha256().hashBytes(bytes), md5);
        return new ReceivedBody(ByteSource.wrap(bytes), bytes.length, md5);
    }

    private static byte[] read(String operation, String subject, Body body) {
        try (InputStream stream = body.open()) {
            byte[] bytes = stream.readNBytes(Math.toIntExact(body.length()));
            if (bytes.length < body.length()) {
                throw new StoreException(
                        Kind.LOCAL_READ,
                        operation,
                        subject,
                        "the body ended after " + bytes.length + " of " + body.length() + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new StoreException(Kind.LOCAL_READ, operation, subject, "the body could not be read", 0, e);
        }
    }

    private static void check(String operation, String subject, Digests promised, HashCode sha256, HashCode md5) {
        if (!promised.sha256().equals(sha256)) {
            throw mismatch(operation, subject, "SHA-256", promised.sha256(), sha256);
        }
        HashCode promisedMd5 = promised.md5();
        if (promisedMd5 != null && !promisedMd5.equals(md5)) {
            throw mismatch(operation, subject, "MD5", promisedMd5, md5);
        }
    }

    private static StoreException mismatch(
            String operation, String subject, String digest, HashCode promised, HashCode actual) {
        String reason = "the " + digest + " of the bytes is " + actual + ", not " + promised;
        return new StoreException(Kind.DIGEST_MISMATCH, operation, subject, reason);
    }

    @SuppressWarnings("deprecation") // S3's ETags are MD5: no other hash will do
    static HashCode md5(byte[] bytes) {
        return Hashing.md5().hashBytes(bytes);
    }
}
