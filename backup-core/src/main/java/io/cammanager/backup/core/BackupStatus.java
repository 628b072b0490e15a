package io.cammanager.backup.core;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.CameraStatus.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a backup stands, by what is on this machine alone: it can be told while the store is away.
 *
 * @param at when it was looked
 * @param cameras by name
 * @param runs the last ones, at most {@value #MAX_RUNS}, newest first
 * @param disk the file system of the source; null when there is none
 * @param coverage how much of what is confirmed was read back
 * @param retention how long recordings are kept; null for ever
 * @param holder who holds the lock of the state, in words; null when nobody does
 */
public record BackupStatus(
        Instant at,
        List<CameraStatus> cameras,
        List<RunRecord> runs,
        @Nullable Disk disk,
        Coverage coverage,
        @Nullable Duration retention,
        @Nullable String holder) {
    public static final int MAX_RUNS = 100;

    /** Bytes of a file system. */
    public record Disk(long totalBytes, long freeBytes) {}

    /** Tells of a state in which nothing is confirmed and nothing runs. */
    public BackupStatus(Instant at, List<CameraStatus> cameras, List<RunRecord> runs, @Nullable Disk disk) {
        this(at, cameras, runs, disk, Coverage.none(at), null);
    }

    /** Tells of a state whose recordings are kept for ever. */
    public BackupStatus(
            Instant at,
            List<CameraStatus> cameras,
            List<RunRecord> runs,
            @Nullable Disk disk,
            Coverage coverage,
            @Nullable String holder) {
        this(at, cameras, runs, disk, coverage, null, holder);
    }

    public BackupStatus {
        cameras = ImmutableList.copyOf(cameras);
        runs = ImmutableList.copyOf(runs);
    }

    public Amount local() {
        return sum(CameraStatus::local);
    }

    public Amount confirmed() {
        return sum(CameraStatus::confirmed);
    }

    public Amount pending() {
        return sum(CameraStatus::pending);
    }

    private Amount sum(Function<CameraStatus, Amount> amount) {
        return cameras.stream().map(amount).reduce(Amount.NONE, Amount::plus);
    }

    /** Returns since when a file has been waiting, of all cameras. */
    public Optional<Instant> oldestPending() {
        return cameras.stream()
                .map(CameraStatus::oldestPending)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
    }

    /** Returns for how many days the bucket locks each new recording, as the last verification that could ask found it. */
    public Optional<Long> lockDays() {
        return runs.stream()
                .filter(run -> run.counts().containsKey(RunRecord.LOCK_DAYS))
                .findFirst()
                .map(run -> run.count(RunRecord.LOCK_DAYS));
    }

    /** Returns the last run of this kind. */
    public Optional<RunRecord> last(RunRecord.Kind kind) {
        return runs.stream().filter(run -> run.kind() == kind).findFirst();
    }

    /** Returns the last run of this kind that ended with exit code 0. */
    public Optional<RunRecord> lastSuccess(RunRecord.Kind kind) {
        return runs.stream()
                .filter(run -> run.kind() == kind && run.succeeded())
                .findFirst();
    }
}
