package io.cammanager.backup.core.verify;

import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.VerifySummary;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** The counts of a verification while it runs. Thread-safe. */
public final class VerifyCounts {
    private final AtomicLongArray results = new AtomicLongArray(VerifyResult.values().length);
    private final LongAdder unknown = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();

    void add(Finding finding) {
        results.incrementAndGet(finding.result().ordinal());
        bytesRead.add(finding.bytesRead());
    }

    void addUnknown() {
        unknown.increment();
    }

    public long of(VerifyResult result) {
        return results.get(result.ordinal());
    }

    /** Returns how many are not as they should be. */
    public long mismatched() {
        return of(VerifyResult.MISSING) + of(VerifyResult.DIFFERS);
    }

    /** Returns the counts as they stand. */
    public VerifySummary summary(VerifyLevel level, long durationMillis, long requests) {
        long checked = 0;
        for (VerifyResult result : VerifyResult.values()) {
            checked += of(result);
        }
        return new VerifySummary(
                level,
                checked,
                of(VerifyResult.OK),
                of(VerifyResult.UNPROVEN),
                of(VerifyResult.MISSING),
                of(VerifyResult.DIFFERS),
                of(VerifyResult.FAILED),
                unknown.sum(),
                bytesRead.sum(),
                durationMillis,
                requests);
    }
}
