package io.cammanager.backup.core.verify;

import com.google.common.util.concurrent.AtomicLongMap;
import io.cammanager.backup.core.Coverage;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.VerifySummary;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The counts of a verification while it runs. Thread-safe. */
public final class VerifyCounts {
    private final AtomicLongMap<VerifyResult> results = AtomicLongMap.create();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder leftToOthers = new LongAdder();
    private final LongAdder healed = new LongAdder();

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

    private long checked() {
        return results.sum() - of(VerifyResult.COLD);
    }

    /** Counts a recording that is left to other runs. */
    public void addLeftToOthers() {
        leftToOthers.increment();
    }

    /** Counts what was missing or damaged and is as it should be again. */
    public void addHealed(long count) {
        healed.add(count);
    }

    /** Returns how many are not as they should be, after whatever was healed. */
    public long mismatched() {
        return of(VerifyResult.MISSING) + of(VerifyResult.DIFFERS) - healed.sum();
    }

    /** Returns how many are as they should be, as far as can be said of them. */
    public long sound() {
        return of(VerifyResult.OK) + of(VerifyResult.UNPROVEN);
    }

    private long notRead(VerifyLevel level) {
        long unread = level.readsContent() ? of(VerifyResult.MISSING) + of(VerifyResult.FAILED) : checked();
        return leftToOthers.sum() + of(VerifyResult.COLD) + unread;
    }

    /** Returns the counts as they stand. */
    public VerifySummary summary(VerifyLevel level, long durationMillis, long requests, @Nullable Coverage coverage) {
        return new VerifySummary(
                level,
                checked(),
                of(VerifyResult.OK),
                of(VerifyResult.UNPROVEN),
                of(VerifyResult.MISSING),
                of(VerifyResult.DIFFERS),
                of(VerifyResult.FAILED),
                unknown.sum(),
                bytesRead.sum(),
                durationMillis,
                requests,
                notRead(level),
                healed.sum(),
                coverage);
    }
}
