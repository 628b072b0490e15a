package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.store.StoreException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a run and turns whatever ends it early into a problem of its report. */
final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private Ending() {}

    /**
     * Runs the work.
     *
     * @param left how many recordings an interrupted run leaves undone, asked when it has ended
     * @return null when the run went through
     */
    static @Nullable Problem of(Runnable work, Cancellation cancellation, LongSupplier left) {
        Problem problem = run(work);
        ExitCode asked = cancellation.exitCode();
        return asked == null ? problem : new Problem(asked, "interrupted, " + left.getAsLong() + " left");
    }

    /**
     * Returns how a run ends.
     *
     * @param mismatched how many are not in the bucket as they were confirmed
     * @param undone how many were to be dealt with and were not
     */
    static ExitCode code(@Nullable Problem problem, long mismatched, long undone) {
        ExitCode code = problem == null ? ExitCode.OK : problem.exitCode();
        ExitCode sound = mismatched > 0 ? code.and(ExitCode.MISMATCH) : code;
        return undone > 0 ? sound.and(ExitCode.INCOMPLETE) : sound;
    }

    private static @Nullable Problem run(Runnable work) {
        try {
            work.run();
            return null;
        } catch (BackupException e) {
            return new Problem(e.exitCode(), String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            return new Problem(e.exitCode(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            LOG.debug("the run ended on a defect", e);
            return new Problem(ExitCode.UNEXPECTED, "unexpected failure, a defect of this program: " + e);
        }
    }
}
