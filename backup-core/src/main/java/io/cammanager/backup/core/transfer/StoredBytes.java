package io.cammanager.backup.core.transfer;

import com.google.common.hash.HashCode;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a file as the bucket keeps them: the file itself, or its encrypted form. */
interface StoredBytes {
    /** Returns how many there are. */
    long size();

    /** Fills the buffer, which has an array, from the position. Several threads may do so at once. */
    void readFully(ByteBuffer buffer, long position) throws IOException;

    /**
     * Returns how many bytes from this position on are best read at once, because reading less costs as much; 0 where any
     * number is fine.
     */
    int window(long position);

    /** Throws when the file is no longer as it was when it was opened. */
    void requireUnchanged() throws IOException;

    /**
     * Throws when something else is at the path by now. That nothing is there any more is no change, once the first pass is
     * done: what is open is still what was hashed, and only bytes of those digests are ever taken for it.
     */
    void requireUnchangedOrGone() throws IOException;

    /** Says whether these are the file's own bytes. */
    boolean isPlain();

    /** Returns the SHA-256 of the file's own bytes, once all were read in order, where these are not they. */
    HashCode plainSha256();
}
