package io.cammanager.backup.core;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Something that happened in a run. Paths are keys below the prefix and may hold any character: quote before printing. */
public sealed interface BackupEvent {
    /** The run has its locks and begins. */
    record RunStarted(String runId) implements BackupEvent {}

    /** The stage that begins now. */
    record PhaseStarted(Phase phase) implements BackupEvent {}

    /** The source was read and compared as far as this; sent from time to time while it goes on. */
    record ScanProgress(long scanned) implements BackupEvent {}

    /** The plan stands: so many files and bytes are to be sent, so many need a look before that can be said. */
    record PlanReady(long scanned, long toUpload, long bytesToUpload, long toCheck) implements BackupEvent {}

    /** A planned step of a dry run, one for each entry that is not simply unchanged. */
    record Planned(String path, long size, Outcome expected, Reason reason) implements BackupEvent {
        /** Says whether it would be sent in the place of a different object. */
        public boolean replaces() {
            return expected == Outcome.UPLOADED
                    && switch (reason) {
                        case DIFFERENT_SIZE, SMALLER, CORRUPT_REMOTELY -> true;
                        default -> false;
                    };
        }
    }

    /** A transfer begins; {@code attempt} counts from 1. */
    record TransferStarted(String path, long size, int attempt) implements BackupEvent {}

    /** So many more bytes of this file were handed to the network, or written to disk. */
    record TransferProgress(String path, long bytes) implements BackupEvent {}

    /** An attempt failed and is made again after {@code delayMillis}; {@code kind} is one word, {@code cause} for people. */
    record Retrying(String path, int attempt, long delayMillis, String kind, String cause) implements BackupEvent {}

    /** The one end of an entry. {@code detail} is the cause of a failure, for people. */
    record Finished(
            String path,
            long size,
            Outcome outcome,
            Reason reason,
            @Nullable String detail) implements BackupEvent {}

    /** An object that a sync would remove, since its file is gone here. */
    record PlannedRemoval(String path, long size) implements BackupEvent {}

    /** An object whose file is gone here was removed, or was not. {@code detail} is for people. */
    record Removed(
            String path,
            long size,
            RemovalResult result,
            @Nullable String detail) implements BackupEvent {}

    /** A recording was compared with what the catalog or its metadata says. */
    record Verified(
            String path,
            VerifyLevel level,
            VerifyResult result,
            @Nullable String detail) implements BackupEvent {}

    /**
     * One line of the comparison of what was confirmed with what is in the bucket: one for each recording that a
     * verification met, also for those that no other event speaks of.
     */
    record Compared(String path, Comparison comparison) implements BackupEvent {}

    /** A verification has drawn what it looks at; the same seed draws the same again. */
    record Sampled(long seed) implements BackupEvent {}

    /** A drill restores every recording of this camera that starts in the hour from here on. */
    record HourDrawn(String camera, LocalDateTime from) implements BackupEvent {}

    /** What a restore is about to do is known: of the selected, so many are to be fetched. */
    record RestoreReady(long selected, long toRestore, long bytesToRestore) implements BackupEvent {}

    /** A recording was restored, or was not. */
    record Restored(
            String path,
            long size,
            RestoreResult result,
            @Nullable String detail) implements BackupEvent {}

    /** A file here was deleted because its copy is proven, or was not. {@code detail} is the reason, for people. */
    record Pruned(String path, long size, PruneResult result, String detail) implements BackupEvent {}

    /**
     * An object in the bucket that is old enough to go was deleted, or was not. {@code path} is below the prefix, that of a copy
     * that was put aside included. {@code detail} is the reason, for people.
     */
    record Expired(
            String path,
            long size,
            ExpiryResult result,
            @Nullable String detail) implements BackupEvent {}

    /** An object was copied to another bucket, or was not. {@code path} is that in the bucket, encrypted where names are. */
    record Mirrored(
            String path,
            long size,
            MirrorResult result,
            @Nullable String detail) implements BackupEvent {}

    /** Something the operator should know, which does not end the run. */
    record Warning(String message) implements BackupEvent {}

    /** The stages of the runs. */
    enum Phase {
        PROBE,
        SCAN,
        TRANSFER,
        REMOVE,
        VERIFY,
        RESTORE,
        PRUNE,
        MIRROR,
        RETENTION
    }
}
