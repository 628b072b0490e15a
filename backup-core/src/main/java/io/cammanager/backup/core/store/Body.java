package io.cammanager.backup.core.store;

import java.io.IOException;
import java.io.InputStream;

/** Bytes to be sent: of known length and digests, and to be opened anew for every try. */
public interface Body {
    /** Returns the exact number of bytes of every stream that {@link #open} returns. */
    long length();

    Digests digests();

    /** Opens the bytes from the start; the caller closes the stream. */
    InputStream open() throws IOException;
}
