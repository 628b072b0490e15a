package io.cammanager.backup.core.manifest;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteSource;
import com.google.common.io.MoreFiles;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary file that is sent as it is. */
record StoredFile(Path file, long length, Digests digests) implements Body {
    static StoredFile of(Path file) throws IOException {
        ByteSource bytes = MoreFiles.asByteSource(file);
        return new StoredFile(file, Files.size(file), new Digests(bytes.hash(Hashing.sha256()), md5(bytes)));
    }

    @SuppressWarnings("deprecation") // MD5 is what the protocol speaks
    private static HashCode md5(ByteSource bytes) throws IOException {
        return bytes.hash(Hashing.md5());
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }
}
