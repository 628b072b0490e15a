package io.cammanager.backup.cli.health;

import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.CameraStatus.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One camera, here and in the bucket.
 *
 * @param local what is known here; null when nothing is
 * @param remote what is in the bucket; null when it could not be listed
 */
record CameraHealth(
        String camera,
        @Nullable CameraStatus local,
        @Nullable Amount remote) {
    Amount here() {
        return local == null ? Amount.NONE : local.local();
    }

    Amount confirmed() {
        return local == null ? Amount.NONE : local.confirmed();
    }

    Amount pending() {
        return local == null ? Amount.NONE : local.pending();
    }

    /**
     * Returns by how much the bucket holds less than is here and was confirmed to be there too. It may hold more: what is
     * gone here stays there. So this never blames the bucket wrongly, but does not see every loss; that takes a verify.
     */
    Amount missing() {
        if (remote == null) {
            return Amount.NONE;
        }
        return new Amount(
                Math.max(0, confirmed().files() - remote.files()),
                Math.max(0, confirmed().bytes() - remote.bytes()));
    }

    boolean waitsSinceBefore(Instant time) {
        return local != null
                && local.oldestPending() != null
                && local.oldestPending().isBefore(time);
    }
}
