package io.cammanager.backup.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.report.Messages;
import io.cammanager.backup.core.settings.EngineWiring;
import io.cammanager.backup.core.settings.LogLevel;
import io.cammanager.backup.core.settings.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        try {
            if (arguments.length == 0) {
                run(Settings.read(System.getenv(), Map.of()));
            } else {
                System.out.println(Information.answer(List.of(arguments)));
            }
        } catch (BackupException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(e.exitCode().code());
        }
    }

    private static void run(Settings settings) {
        log(settings.log().level());
        RunLog log = new RunLog(new Messages(settings.language().locale()));
        Schedule schedule = new Schedule(settings.daemon().syncInterval(), Clock.systemUTC(), Sleeper.system());
        try (BackupEngine engine = EngineWiring.open(settings)) {
            SyncLoop loop =
                    new SyncLoop(engine, settings.transfer().syncOptions().build(), log, schedule);
            ShutdownHook.install(Thread.currentThread());
            settings.warnings().forEach(log::warning);
            loop.run();
        }
    }

    /** Logs as much of ours as is asked for; what libraries log is in logback.xml. */
    private static void log(LogLevel level) {
        Logger ours = (Logger) LoggerFactory.getLogger("io.cammanager.backup");
        ours.setLevel(Level.valueOf(level.name()));
    }
}
