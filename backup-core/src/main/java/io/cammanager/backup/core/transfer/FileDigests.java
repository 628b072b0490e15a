package io.cammanager.backup.core.transfer;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.HashCode;
import io.cammanager.backup.core.store.Digests;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first pass over a file found.
 *
 * @param sha256 of the file's own bytes
 * @param md5 of all bytes as they are stored, where it was asked for
 * @param parts of each part as it is stored; of a file in one piece, of the whole
 */
record FileDigests(HashCode sha256, @Nullable HashCode md5, List<Digests> parts) {
    FileDigests {
        parts = ImmutableList.copyOf(parts);
    }
}
