package io.cammanager.backup.core.doctor;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Whether of many who store the same new key at once exactly one succeeds, as the lease needs it. */
final class RaceCheck implements Check {
    private static final String NAME = "race";
    private static final int THREADS = 16;
    private static final int ROUNDS = 20;

    private final ObjectStore store;
    private final Scratch scratch;
    private final PromisesCheck promises;

    RaceCheck(DoctorContext context, Scratch scratch, PromisesCheck promises) {
        this.store = context.remote().storeOnce();
        this.scratch = scratch;
        this.promises = promises;
    }

    @Override
    public List<Finding> look() {
        if (promises.isConditionIgnored()) {
            return List.of(Finding.notTried(NAME, "If-None-Match is not honoured, and not used"));
        }
        ExecutorService threads = Executors.newFixedThreadPool(
                THREADS,
                new ThreadFactoryBuilder()
                        .setNameFormat("doctor-%d")
                        .setDaemon(true)
                        .build());
        try {
            return List.of(rounds(threads));
        } finally {
            threads.shutdownNow();
        }
    }

    private Finding rounds(ExecutorService threads) {
        int without = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int winners = winners(threads, scratch.key("race-" + round));
            if (winners > 1) {
                return Finding.fail(
                        NAME,
                        ExitCode.SAFETY_STOP,
                        winners + " of " + THREADS + " who stored one new key at once were told that they did",
                        "let only one machine back up to one prefix, and tell the maker of the store");
            }
            without += winners == 0 ? 1 : 0;
        }
        return without == 0
                ? Finding.ok(NAME, ROUNDS + " times, of " + THREADS + " who stored one new key at once one did")
                : Finding.warn(
                        NAME,
                        "never more than one of " + THREADS + " stored a new key at once, but " + without + " of "
                                + ROUNDS + " times none did",
                        "run doctor again when the store has less to do");
    }

    private int winners(ExecutorService threads, ObjectKey key) {
        Callable<Boolean> attempt = () -> stores(key);
        int winners = 0;
        try {
            for (Future<Boolean> future : threads.invokeAll(Collections.nCopies(THREADS, attempt))) {
                winners += future.get() ? 1 : 0;
            }
            return winners;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreException.Kind.INTERRUPTED, "put", key.value(), "told to stop");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private boolean stores(ObjectKey key) {
        try {
            Scratch.put(store, key, Condition.IF_ABSENT, Thread.currentThread().getName());
            return true;
        } catch (StoreException e) {
            return false; // refused, or not heard: no winner either way
        }
    }
}
