package io.cammanager.backup.core.store.layer;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * How many requests a run may send again, all its threads together. A store in trouble fails most requests; three tries for
 * each would make its load three times what it was when it could not bear that. Thread-safe.
 */
public final class RetryBudget {
    /** A short run over a bad line has all its retries. */
    static final int FLOOR = 100;

    /**
     * One retry to five requests. A line that loses a request in ten needs half of that; where more fails than this, the
     * recordings are better left to the next run.
     */
    static final int REQUESTS_A_RETRY = 5;

    @GuardedBy("this") private long requests;

    @GuardedBy("this") private long retries;

    /** Counts a request that is sent for the first time. */
    synchronized void sent() {
        requests++;
    }

    /** Takes a retry out of the budget; returns false when there is none left. */
    synchronized boolean take() {
        if (retries >= FLOOR + requests / REQUESTS_A_RETRY) {
            return false;
        }
        retries++;
        return true;
    }
}
