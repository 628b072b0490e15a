package io.cammanager.backup.core.verify;

import com.google.common.util.concurrent.AtomicLongMap;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.VerifySummary;
import java.util.concurrent.atomic.LongAdder;

/** The counts of a verification while it runs. Thread-safe. */
public final class VerifyCounts {
    private final AtomicLongMap<VerifyResult> results = AtomicLongMap.create();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();

    void add(Finding finding) {
        results.incrementAndGet(finding.result());
        bytesRead.add(finding.bytesRead());
    }

    /** Adds what was found about something that is no recording. */
    public void add(VerifyResult result) {
        results.incrementAndGet(result);
    }

    void addUnknown() {
        unknown.increment();
    }

    public long of(VerifyResult result) {
        return results.get(result);
    }

    /** Returns how many are not as they should be. */
    public long mismatched() {
        return of(VerifyResult.MISSING) + of(VerifyResult.DIFFERS);
    }

    /** Returns the counts as they stand. */
    public VerifySummary summary(VerifyLevel level, long durationMillis, long requests) {
        return new VerifySummary(
                level,
                results.sum(),
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
