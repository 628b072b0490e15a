package io.cammanager.backup.core;

import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Copies a tree of recordings to an object store, proves that they arrived, and brings them back. Thread-safe; a sync holds
 * the lock of its state directory, and a second one, from this engine or any other process, ends with
 * {@link ExitCode#LOCKED}. The other runs only read and need no lock; a verify leaves a
 * record of its end where there is a state that can be written to.
 */
public interface BackupEngine extends AutoCloseable {
    /** Starts a sync and returns at once. */
    Run<SyncReport> sync(SyncOptions options, BackupListener listener);

    /** Starts a verification of what is in the bucket and returns at once. */
    Run<VerifyReport> verify(VerifyOptions options, BackupListener listener);

    /** Starts a restore and returns at once. */
    Run<RestoreReport> restore(RestoreOptions options, BackupListener listener);

    /**
     * Starts to delete files here whose copies are proven, and returns at once. Holds the same lock as a sync, except for a
     * dry run.
     */
    Run<PruneReport> prune(PruneOptions options, BackupListener listener);

    /**
     * Starts to copy the bucket to the one that the engine was built with for that, and returns at once. Holds a lock and a
     * lease of its own, so that a sync may run beside it.
     */
    Run<MirrorReport> mirror(MirrorOptions options, BackupListener listener);

    /**
     * Starts to delete from the bucket what is too old, and to mark what goes in a later run, and returns at once. Holds the
     * same lock and lease as a sync, except for a dry run.
     */
    Run<ExpiryReport> expire(ExpiryOptions options, BackupListener listener);

    /**
     * Lists the recordings in the bucket, in the order of their keys, to the given consumer on this thread.
     *
     * @throws BackupException when the bucket is missing or cannot be read
     */
    void list(Selection selection, Consumer<RemoteRecording> consumer);

    /**
     * Writes bytes of one recording to a stream, on this thread, and compares them when all of them have gone by.
     *
     * @throws BackupException when there is no such recording, when it cannot be read, and, after bytes were written, when
     *     they turn out not to be those that were stored ({@link ExitCode#MISMATCH})
     */
    ReadReport read(ReadOptions options, OutputStream out);

    /**
     * Looks at the source and the state, not at the store, and says where the backup stands. Reads every name of the source,
     * and may be called while a run is under way.
     *
     * @throws BackupException when the source or the state cannot be read
     */
    BackupStatus status();

    /** Cancels what is under way and releases the store. */
    @Override
    void close();
}
