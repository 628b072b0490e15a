package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.concurrent.BoundedPool;
import io.cammanager.backup.core.concurrent.StopSignal;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.report.SyncTally;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/**
 * Drains the plan: so many files at once, in the order of the plan, each of them counted with its outcome. After a failure
 * that concerns every file, or a stop, what is left is counted as failed, untried.
 */
public final class TransferStage {
    private static final TransferResult UNTRIED = new TransferResult(Outcome.FAILED, Reason.INTERRUPTED);

    private final TransferContext context;
    private final SyncTally tally;
    private final StopSignal stop;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    public TransferStage(
            TransferContext context, SyncTally tally, StopSignal stop, Sleeper sleeper, RandomGenerator random) {
        this.context = context;
        this.tally = tally;
        this.stop = stop;
        this.sleeper = sleeper;
        this.random = random;
    }

    /**
     * Carries the plan out and returns when every row of it has its outcome.
     *
     * @throws BackupException what ended the run early, after all rows were counted
     */
    public void run(PlanTable plan) {
        int width = context.options().transfers();
        ExecutorService parts = BoundedPool.threads("part-%d", width);
        BoundedPool files = new BoundedPool("transfer-%d", width, stop);
        Attempts attempts = new Attempts(
                context,
                new FileTransfer(context, new Sender(context, new PartSender(context, parts))),
                sleeper,
                random);
        try (files;
                PlanTable.Cursor rows = plan.inOrder(context.options().order())) {
            while (rows.hasNext()) {
                PlannedFile file = rows.next();
                if (!file.decision().action().isWork()) {
                    finish(file, expected(file));
                } else if (!files.submit(() -> transfer(file, attempts, files))) {
                    finish(file, UNTRIED);
                }
            }
            files.finish();
        } finally {
            parts.shutdownNow();
        }
    }

    private void transfer(PlannedFile file, Attempts attempts, BoundedPool pool) {
        TransferResult result = UNTRIED;
        try {
            if (!pool.isStopped()) {
                result = attempts.run(file);
            }
        } catch (BackupException e) {
            result = new TransferResult(Outcome.FAILED, Reason.INTERRUPTED, e.getMessage());
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // A defect, or an answer that no parser survives: this file's end, not that of the others.
            result = new TransferResult(Outcome.FAILED, Reason.REFUSED, e.toString());
        } finally {
            finish(file, result);
        }
    }

    private static TransferResult expected(PlannedFile file) {
        return new TransferResult(
                file.decision().action().expected(), file.decision().reason(), file.detail());
    }

    private void finish(PlannedFile file, TransferResult result) {
        long size = file.stamp().size();
        tally.count(result.outcome(), size);
        if (result.reason() == Reason.REPLACED) {
            tally.addReplaced();
        }
        if (result.reason() == Reason.INTERRUPTED) {
            tally.addInterrupted();
        }
        context.listener()
                .onEvent(new BackupEvent.Finished(
                        file.path().value(), size, result.outcome(), result.reason(), result.detail()));
    }
}
