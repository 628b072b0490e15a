package io.cammanager.backup.core.store;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of an object, to be closed, with what the answer's headers told of it. */
public record ObjectContent(ObjectInfo info, InputStream stream) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        stream.close();
    }
}
