package io.cammanager.backup.core.plan;

import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.scan.FileStamp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a file is still being written. A modification time in the past is believed; one in the future, or one that
 * went backwards since the last look, is not: then two equal looks, {@code minAge} apart by our own clock, are needed. Of a
 * confirmed file that has changed since no look is kept, so its change time is believed instead, which nobody can set back.
 */
public final class Settling {
    private final long nowNanos;
    private final long nowMillis;
    private final Duration minAge;

    /** Makes the rule for one run, which has one idea of now. */
    public Settling(Instant now, Duration minAge) {
        this.nowMillis = now.toEpochMilli();
        this.nowNanos = Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
        this.minAge = minAge;
    }

    /**
     * Says whether the file is settled.
     *
     * @param lastLook what an earlier run remembered of it, or null
     */
    public boolean isSettled(FileStamp stamp, @Nullable CatalogRow lastLook) {
        if (!isOdd(stamp, lastLook)) {
            return nowNanos - stamp.mtimeNanos() >= minAge.toNanos();
        }
        if (lastLook == null) {
            return false;
        }
        return lastLook.stamp().equals(stamp)
                ? nowMillis - lastLook.seenMillis() >= minAge.toMillis()
                : lastLook.isConfirmed() && nowNanos - stamp.ctimeNanos() >= minAge.toNanos();
    }

    private boolean isOdd(FileStamp stamp, @Nullable CatalogRow lastLook) {
        return stamp.mtimeNanos() > nowNanos
                || (lastLook != null && stamp.mtimeNanos() < lastLook.stamp().mtimeNanos());
    }
}
