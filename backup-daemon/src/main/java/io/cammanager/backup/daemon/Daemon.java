package io.cammanager.backup.daemon;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.metrics.BackupMetrics;
import io.cammanager.backup.core.report.Messages;
import io.cammanager.backup.core.scan.EncodingGuard;
import io.cammanager.backup.core.settings.Settings;
import io.cammanager.backup.daemon.alert.Alerts;
import io.cammanager.backup.daemon.control.DaemonControl;
import io.cammanager.backup.daemon.control.DaemonListener;
import io.cammanager.backup.daemon.job.Companion;
import io.cammanager.backup.daemon.job.Configured;
import io.cammanager.backup.daemon.job.DaemonSignals;
import io.cammanager.backup.daemon.job.JobRunner;
import io.cammanager.backup.daemon.log.DaemonLogging;
import io.cammanager.backup.daemon.watch.Watcher;
import io.cammanager.backup.daemon.web.WebServer;
import io.cammanager.backup.daemon.web.WebSources;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The parts of the daemon, put together: the loop, and those that watch it. */
final class Daemon {
    private final Supplier<Settings> settings;
    private final Map<String, String> environment;
    private final Clock clock = Clock.system(ZoneId.systemDefault());
    private final RunLog log;

    private Daemon(Supplier<Settings> settings, Map<String, String> environment, RunLog log) {
        this.settings = settings;
        this.environment = environment;
        this.log = log;
    }

    /**
     * Runs until a signal comes, on this thread.
     *
     * @param settings asked now, and again after each SIGHUP
     * @param environment which they come from
     * @return the exit code, or nothing when the runtime ends the process with its own
     * @throws io.cammanager.backup.core.BackupException when it cannot start with these settings
     */
    static OptionalInt run(Supplier<Settings> settings, Map<String, String> environment) {
        EncodingGuard.requireUtf8();
        Settings first = settings.get();
        try (DaemonLogging logging = DaemonLogging.start(first.log())) {
            RunLog log = new RunLog(new Messages(first.language().locale()));
            return new Daemon(settings, environment, log).run(first, logging);
        }
    }

    private OptionalInt run(Settings first, DaemonLogging logging) {
        DaemonMetrics metrics = new DaemonMetrics(new BackupMetrics(Information.number(), clock));
        JobRunner runner = JobRunner.of(() -> configure(settings.get(), logging), Daemon::watch);
        WebSources sources = new WebSources(runner, Thread.currentThread()::isAlive, metrics, clock);
        try (Alerts alerts = Alerts.start(Wiring.alerts(first, clock), first.stateDirectory(), clock);
                WebServer web = WebServer.start(Wiring.web(first), sources)) {
            for (DaemonListener listener : List.of(log, metrics, alerts)) {
                DaemonControl.Subscription unused = runner.subscribe(listener);
            }
            boolean exits = DaemonSignals.install(runner);
            log.listening(web.address());
            ExitCode exitCode = runner.run();
            return exits ? OptionalInt.of(exitCode.code()) : OptionalInt.empty();
        }
    }

    private Configured configure(Settings now, DaemonLogging logging) {
        BackupEngine engine =
                Wiring.engine(now, environment); // the first to refuse bad settings, before any is followed
        logging.level(now.log().level());
        now.warnings().forEach(log::warning);
        return new Configured(engine, now.transfer().syncOptions().build(), Wiring.loop(now));
    }

    private static Companion.Running watch(DaemonControl daemon, Configured configured) {
        Path watched = configured.loop().watched();
        return watched == null
                ? () -> {}
                : Watcher.start(daemon, watched, configured.options().minAge());
    }
}
