package io.cammanager.backup.crypto;

import java.io.IOException;
import java.io.InputStream;

/** The stored bytes of an object, readable in ranges. */
@FunctionalInterface
public interface RangeSource {
    /** Opens the {@code length} bytes from {@code offset}; {@code length} is at least 1. The caller closes the stream. */
    InputStream open(long offset, long length) throws IOException;
}
