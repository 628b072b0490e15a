package io.cammanager.backup.core.lock;

import java.time.Duration;

/** Calls something again and again, on one thread, until it is finished. */
public interface Heartbeat {
    /** Begins to call; what is called must not throw. */
    void start(Duration period, Runnable beat);

    /**
     * Ends the calls, an ongoing one by interrupting it, then calls something a last time and waits for it.
     *
     * @param limit the last call is interrupted when it takes longer
     */
    void finish(Runnable last, Duration limit);

    /** Returns one on a daemon thread of its own. */
    static Heartbeat onThread() {
        return new ThreadHeartbeat();
    }
}
