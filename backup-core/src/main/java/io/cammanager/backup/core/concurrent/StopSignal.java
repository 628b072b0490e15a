package io.cammanager.backup.core.concurrent;

import java.util.function.BooleanSupplier;

/** Says whether work is to stop, and how. Asked now and then, from any thread; what it said once stays so. */
public interface StopSignal {
    /** Says whether nothing new is to be begun any more. */
    boolean isStopping();

    /** Says whether what is in flight is to be given up, too. */
    boolean isAborted();

    /** Returns a signal that knows no gentle stop. */
    static StopSignal abrupt(BooleanSupplier cancelled) {
        return new StopSignal() {
            @Override
            public boolean isStopping() {
                return cancelled.getAsBoolean();
            }

            @Override
            public boolean isAborted() {
                return cancelled.getAsBoolean();
            }
        };
    }
}
