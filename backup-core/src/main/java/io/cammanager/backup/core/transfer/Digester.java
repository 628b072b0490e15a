package io.cammanager.backup.core.transfer;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.HashCode;
import io.cammanager.backup.core.store.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The first pass: reads a file once and computes what the second pass sends along. MD5 costs more than all the rest
 * together, so it is computed only where something needs it.
 */
final class Digester {
    private static final int BUFFER_BYTES = 256 * 1024;

    /** What is wanted beside SHA-256. */
    enum Md5 {
        NONE,
        WHOLE_FILE,
        WHOLE_FILE_AND_PARTS
    }

    private final SourceFile file;
    private final PartPlan plan;
    private final MessageDigest sha256 = digest("SHA-256");
    private final @Nullable MessageDigest md5;
    private final Md5 wanted;

    private Digester(SourceFile file, PartPlan plan, Md5 wanted) {
        this.file = file;
        this.plan = plan;
        this.wanted = wanted;
        this.md5 = wanted == Md5.NONE ? null : digest("MD5");
    }

    static FileDigests digest(SourceFile file, PartPlan plan, Md5 wanted) throws IOException {
        return new Digester(file, plan, wanted).run();
    }

    private FileDigests run() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, Math.max(1, plan.fileSize())));
        ImmutableList.Builder<Digests> parts = ImmutableList.builder();
        for (int index = 0; plan.count() > 1 && index < plan.count(); index++) {
            parts.add(readPart(buffer, index));
        }
        if (plan.count() == 1) {
            read(buffer, 0, null, null);
        }
        HashCode whole = finish(sha256);
        HashCode wholeMd5 = md5 == null ? null : finish(md5);
        return new FileDigests(
                whole, wholeMd5, plan.count() > 1 ? parts.build() : ImmutableList.of(new Digests(whole, wholeMd5)));
    }

    private Digests readPart(ByteBuffer buffer, int index) throws IOException {
        MessageDigest partSha256 = digest("SHA-256");
        MessageDigest partMd5 = wanted == Md5.WHOLE_FILE_AND_PARTS ? digest("MD5") : null;
        read(buffer, index, partSha256, partMd5);
        return new Digests(finish(partSha256), partMd5 == null ? null : finish(partMd5));
    }

    private void read(ByteBuffer buffer, int index, @Nullable MessageDigest partSha256, @Nullable MessageDigest partMd5)
            throws IOException {
        long position = plan.offset(index);
        long end = position + plan.length(index);
        while (position < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
            file.readFully(buffer, position);
            position += buffer.position();
            update(sha256, buffer);
            update(md5, buffer);
            update(partSha256, buffer);
            update(partMd5, buffer);
        }
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
