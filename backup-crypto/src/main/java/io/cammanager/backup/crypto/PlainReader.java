package io.cammanager.backup.crypto;

import java.io.IOException;

/** The plain bytes of a file, readable anywhere, again, and by several threads at once. */
@FunctionalInterface
public interface PlainReader {
    /**
     * Reads exactly {@code length} bytes.
     *
     * @throws IOException also when the file ends before that
     */
    void readFully(long position, byte[] target, int offset, int length) throws IOException;
}
