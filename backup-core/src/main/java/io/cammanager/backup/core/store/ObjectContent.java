package io.cammanager.backup.core.store;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an object, or a range of them, to be closed.
 *
 * @param info what the answer's headers told of the object, of which it may be only a part that comes
 * @param check for the one who puts the whole together from ranges
 */
public record ObjectContent(ObjectInfo info, InputStream stream, WholeCheck check) implements AutoCloseable {
    /** Makes the content of a store that vouches for nothing but the metadata. */
    public ObjectContent(ObjectInfo info, InputStream stream) {
        this(info, stream, WholeCheck.NOTHING);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
