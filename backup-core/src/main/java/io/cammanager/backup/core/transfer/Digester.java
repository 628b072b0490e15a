package io.cammanager.backup.core.transfer;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.store.Digests;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first pass: reads a file once and computes what the second pass sends along. MD5 costs more than all the rest
 * together, so it is computed only where something needs it.
 */
final class Digester {
    /** Holds four whole blocks of the encrypted form. */
    private static final int BUFFER_BYTES = 4 * RcloneCrypt.STORED_BLOCK_BYTES;

    /** What is wanted beside SHA-256. */
    enum Md5 {
        NONE,
        WHOLE_FILE,
        WHOLE_FILE_AND_PARTS
    }

    private final StoredBytes bytes;
    private final PartPlan plan;
    private final Md5 wanted;
    private final @Nullable MessageDigest md5;

    /** Only where no other digest sees just these bytes: those of a single part, or of the plain form, are the same. */
    private final @Nullable MessageDigest wholeSha256;

    private Digester(StoredBytes bytes, PartPlan plan, Md5 wanted) {
        this.bytes = bytes;
        this.plan = plan;
        this.wanted = wanted;
        this.md5 = wanted == Md5.NONE ? null : digest("MD5");
        this.wholeSha256 = bytes.isPlain() && plan.count() > 1 ? digest("SHA-256") : null;
    }

    static FileDigests digest(StoredBytes bytes, PartPlan plan, Md5 wanted) throws IOException {
        return new Digester(bytes, plan, wanted).run();
    }

    private FileDigests run() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, Math.max(1, plan.fileSize())));
        List<Digests> parts = new ArrayList<>(plan.count());
        for (int index = 0; index < plan.count(); index++) {
            parts.add(readPart(buffer, index));
        }
        HashCode wholeMd5 = md5 == null ? null : finish(md5);
        if (plan.count() == 1) {
            parts.set(0, new Digests(parts.get(0).sha256(), wholeMd5));
        }
        return new FileDigests(plainSha256(parts), wholeMd5, parts);
    }

    private HashCode plainSha256(List<Digests> parts) {
        if (!bytes.isPlain()) {
            return bytes.plainSha256();
        }
        return wholeSha256 == null ? parts.get(0).sha256() : finish(wholeSha256);
    }

    private Digests readPart(ByteBuffer buffer, int index) throws IOException {
        MessageDigest partSha256 = digest("SHA-256");
        MessageDigest partMd5 = plan.count() > 1 && wanted == Md5.WHOLE_FILE_AND_PARTS ? digest("MD5") : null;
        long position = plan.offset(index);
        long end = position + plan.length(index);
        while (position < end) {
            buffer.clear().limit((int) Math.min(step(buffer, position), end - position));
            bytes.readFully(buffer, position);
            position += buffer.position();
            update(partSha256, buffer);
            update(partMd5, buffer);
            update(wholeSha256, buffer);
            update(md5, buffer);
        }
        return new Digests(finish(partSha256), partMd5 == null ? null : finish(partMd5));
    }

    /** As much as the buffer holds, in whole windows where the bytes come in such. */
    private int step(ByteBuffer buffer, long position) {
        int window = bytes.window(position);
        int capacity = buffer.capacity();
        return window == 0 || window > capacity
                ? capacity
                : window + (capacity - window) / RcloneCrypt.STORED_BLOCK_BYTES * RcloneCrypt.STORED_BLOCK_BYTES;
    }

    private static void update(@Nullable MessageDigest digest, ByteBuffer buffer) {
        if (digest != null) {
            digest.update(buffer.duplicate().flip());
        }
    }

    private static HashCode finish(MessageDigest digest) {
        return HashCode.fromBytes(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
