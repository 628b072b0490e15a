package io.cammanager.backup.core.store;

import com.google.common.hash.HashCode;
import org.jspecify.annotations.Nullable;

/**
 * What is known of some bytes before they are sent.
 *
 * @param sha256 always there: it signs the payload
 * @param md5 only where the store proves bytes by it, since it costs more than all the rest
 */
public record Digests(HashCode sha256, @Nullable HashCode md5) {
    public Digests {
        if (sha256.bits() != 256) {
            throw new IllegalArgumentException("sha256 must have 256 bits, not " + sha256.bits());
        }
        if (md5 != null && md5.bits() != 128) {
            throw new IllegalArgumentException("md5 must have 128 bits, not " + md5.bits());
        }
    }
}
