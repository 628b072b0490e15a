package io.cammanager.backup.core.report;

import com.google.common.util.concurrent.AtomicLongMap;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.SyncSummary;
import java.util.concurrent.atomic.LongAdder;

/** The counts of a sync while it runs. Thread-safe. An entry is counted once, with its outcome; that makes it scanned. */
public final class SyncTally {
    private final AtomicLongMap<Outcome> outcomes = AtomicLongMap.create();
    private final LongAdder bytesUploaded = new LongAdder();
    private final LongAdder bytesTotal = new LongAdder();
    private final LongAdder verified = new LongAdder();
    private final LongAdder mismatched = new LongAdder();
    private final LongAdder replaced = new LongAdder();
    private final LongAdder deleted = new LongAdder();
    private final LongAdder interrupted = new LongAdder();

    /** Counts an entry with its one outcome. */
    public void count(Outcome outcome, long size) {
        add(outcome, 1);
        if (outcome == Outcome.UPLOADED) {
            bytesUploaded.add(size);
        }
    }

    /** Counts so many entries of one outcome, none of them uploaded. */
    public void addUnchanged(long entries) {
        add(Outcome.UNCHANGED, entries);
    }

    private void add(Outcome outcome, long entries) {
        outcomes.addAndGet(outcome, entries);
    }

    public void addBytesTotal(long bytes) {
        bytesTotal.add(bytes);
    }

    /** Counts recordings that a verification found as they should be. */
    public void addVerified(long recordings) {
        verified.add(recordings);
    }

    public void addMismatched(long recordings) {
        mismatched.add(recordings);
    }

    /** Counts a file that took the place of a different object; it is counted as uploaded besides. */
    public void addReplaced() {
        replaced.increment();
    }

    /** Counts an object that is no longer in the bucket, because its file is gone here. */
    public void addDeleted() {
        deleted.increment();
    }

    /** Counts a file that the end of the run left undone; it is counted as failed besides. */
    public void addInterrupted() {
        interrupted.increment();
    }

    public long interrupted() {
        return interrupted.sum();
    }

    public long of(Outcome outcome) {
        return outcomes.get(outcome);
    }

    /** Returns the counts as they stand. */
    public SyncSummary summary(long durationMillis, long requests) {
        return new SyncSummary(
                outcomes.sum(),
                of(Outcome.UPLOADED),
                of(Outcome.UNCHANGED),
                of(Outcome.EXCLUDED),
                of(Outcome.DEFERRED),
                of(Outcome.FAILED),
                of(Outcome.VANISHED),
                of(Outcome.CONFLICT),
                replaced.sum(),
                deleted.sum(),
                bytesUploaded.sum(),
                bytesTotal.sum(),
                verified.sum(),
                mismatched.sum(),
                durationMillis,
                requests);
    }
}
