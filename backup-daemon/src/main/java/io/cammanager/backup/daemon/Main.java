package io.cammanager.backup.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.report.Messages;
import io.cammanager.backup.core.settings.EngineWiring;
import io.cammanager.backup.core.settings.LogLevel;
import io.cammanager.backup.core.settings.Settings;
import io.cammanager.backup.daemon.control.DaemonControl;
import io.cammanager.backup.daemon.job.Companion;
import io.cammanager.backup.daemon.job.Configured;
import io.cammanager.backup.daemon.job.DaemonSignals;
import io.cammanager.backup.daemon.job.JobRunner;
import io.cammanager.backup.daemon.job.LoopSettings;
import io.cammanager.backup.daemon.watch.Watcher;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        try {
            if (arguments.length == 0) {
                run();
            } else {
                System.out.println(Information.answer(List.of(arguments)));
            }
        } catch (BackupException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(e.exitCode().code());
        }
    }

    private static void run() {
        RunLog log = new RunLog(new Messages(settings().language().locale()));
        JobRunner runner = JobRunner.of(() -> configure(settings(), log), Main::watch);
        DaemonControl.Subscription unused = runner.subscribe(log);
        boolean exits = DaemonSignals.install(runner);
        ExitCode exitCode = runner.run();
        if (exits) {
            System.exit(exitCode.code());
        }
    }

    private static Settings settings() {
        return Settings.read(System.getenv(), Map.of());
    }

    private static Configured configure(Settings settings, RunLog log) {
        BackupEngine engine = EngineWiring.open(settings); // the first to refuse bad settings, before any is followed
        log(settings.logLevel());
        settings.warnings().forEach(log::warning);
        return new Configured(
                engine, settings.transfer().syncOptions().build(), LoopSettings.every(settings.syncInterval()));
    }

    private static Companion.Running watch(DaemonControl daemon, Configured configured) {
        Path watched = configured.loop().watched();
        return watched == null
                ? () -> {}
                : Watcher.start(daemon, watched, configured.options().minAge());
    }

    /** Logs as much of ours as is asked for; what libraries log is in logback.xml. */
    private static void log(LogLevel level) {
        Logger ours = (Logger) LoggerFactory.getLogger("io.cammanager.backup");
        ours.setLevel(Level.valueOf(level.name()));
    }
}
