package io.cammanager.backup.daemon.job;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.process.Signals;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets signals steer the daemon: the first {@code SIGTERM} or {@code SIGINT} stops it gently, the second one, or a daemon that
 * does not end in time, ends the process at once; {@code SIGHUP} reads the settings again.
 */
public final class DaemonSignals {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonSignals.class);

    /** What is left after the grace time to break off, to tell the end, and to close. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(4);

    private final JobRunner runner;
    private final IntConsumer halt;
    private final AtomicBoolean asked = new AtomicBoolean();

    /** Takes what ends the process at once with an exit status. */
    DaemonSignals(JobRunner runner, IntConsumer halt) {
        this.runner = runner;
        this.halt = halt;
    }

    /**
     * Listens to the signals of this process, whose loop runs on this thread.
     *
     * @return whether the process is to end with what {@link JobRunner#run} returns; else the runtime is on its way out when
     *     that returns, and ends with the signal's own status
     */
    public static boolean install(JobRunner runner) {
        DaemonSignals signals = new DaemonSignals(runner, Runtime.getRuntime()::halt);
        boolean term = Signals.handle("TERM", () -> signals.stop(ExitCode.TERMINATED));
        boolean interrupt = Signals.handle("INT", () -> signals.stop(ExitCode.INTERRUPTED));
        boolean unusedHangUp = Signals.handle("HUP", runner::reload);
        if (term || interrupt) {
            return true;
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        new ShutdownHook(
                                () -> runner.stop(ExitCode.TERMINATED), Thread.currentThread(), patience(runner)),
                        "shutdown"));
        return false;
    }

    void stop(ExitCode exitCode) {
        if (asked.getAndSet(true)) {
            halt.accept(exitCode.code());
            return;
        }
        runner.stop(exitCode);
        runner.delay().after(patience(runner), () -> {
            LOG.warn("{}", ShutdownHook.BROKEN_OFF);
            halt.accept(exitCode.code());
        });
    }

    private static Duration patience(JobRunner runner) {
        return runner.grace().plus(LAST_WORDS);
    }
}
