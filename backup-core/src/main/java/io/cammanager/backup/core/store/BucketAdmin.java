package io.cammanager.backup.core.store;

import io.cammanager.backup.core.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a bucket treats what is in it: life-cycle rules, versions, Object Lock. Apart from {@link ObjectStore}, since a key that
 * backs up needs no right to any of it. Thread-safe. Throws as {@link ObjectStore} does; a store that does not know a thing says
 * {@code NOT_IMPLEMENTED}, and a key that may not do it {@code DENIED}.
 */
public interface BucketAdmin extends AutoCloseable {
    /** Returns the life-cycle rules in the store's order; none where none were ever set. */
    List<LifecycleRule> lifecycle();

    /**
     * Puts rules in the place of all whose ids begin with a text, and leaves every other rule as it is. Two that do this at a
     * time may undo each other's work: S3 has no condition for it. A store may drop what it does not know without a word, so
     * read {@link #lifecycle} afterwards.
     *
     * @param idPrefix not empty
     * @param rules none to take them away; each id begins with {@code idPrefix}
     */
    void replaceLifecycle(String idPrefix, List<LifecycleRule> rules);

    /** Says whether versions are kept. */
    Versioning versioning();

    /** Lets the bucket keep versions; nothing happens where it does. */
    void enableVersioning();

    /** Creates the bucket with Object Lock, and so with versions; nothing happens where it is there and ours. */
    void createBucketWithLock();

    /** Returns how the bucket locks objects; empty when it cannot. */
    Optional<BucketLock> lock();

    /** Sets for how long each object that is stored from now on is locked. */
    void setLock(BucketLock.Default value);

    /** Returns until when a version is locked; empty when it is not, or no longer known to be. */
    Optional<ObjectLock> lockOf(ObjectKey key, String versionId);

    /** Locks a version until then. A lock is only ever made longer this way: the store refuses a shorter one. */
    void lock(ObjectKey key, String versionId, ObjectLock lock);

    /**
     * Deletes a version for good although a governance lock is on it, where this key may lift locks; no error when there is no
     * such version. For what was stored as a trial alone.
     */
    void deleteLocked(ObjectKey key, String versionId);

    /**
     * Tells every version, and every marker, of the keys that begin with a text: also of those that are hidden, which no other
     * listing has.
     */
    void versions(String prefix, Consumer<Versioned> consumer);

    /** A version and whose it is. */
    record Versioned(ObjectKey key, ObjectVersion version) {}

    /** Says whether a version is under a legal hold, and so can be deleted by nobody. */
    LegalHold holdOf(ObjectKey key, String versionId);

    /** Puts a version under a legal hold, or takes it off. */
    void hold(ObjectKey key, String versionId, LegalHold hold);

    @Override
    void close();
}
