package io.cammanager.backup.daemon;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.settings.Settings;
import io.cammanager.backup.daemon.alert.NotifyTest;
import io.cammanager.backup.daemon.client.Commands;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The program. */
public final class Main {
    private static final List<String> NOTIFY_TEST = List.of("notify", "test");

    private Main() {}

    public static void main(String[] arguments) {
        OptionalInt exitCode;
        try {
            exitCode = run(List.of(arguments));
        } catch (BackupException e) {
            System.err.println("error: " + e.getMessage());
            exitCode = OptionalInt.of(e.exitCode().code());
        } catch (InterruptedException e) {
            exitCode = OptionalInt.of(ExitCode.INTERRUPTED.code());
        }
        exitCode.ifPresent(System::exit);
    }

    private static OptionalInt run(List<String> arguments) throws InterruptedException {
        if (arguments.isEmpty()) {
            return Daemon.run(Main::settings, System.getenv());
        }
        OptionalInt asked = Commands.run(arguments, System.getenv(), new Commands.Output(System.out, System.err));
        if (asked.isPresent()) {
            return asked;
        }
        if (arguments.equals(NOTIFY_TEST)) {
            Clock clock = Clock.system(ZoneId.systemDefault());
            return OptionalInt.of(
                    NotifyTest.run(Wiring.alerts(settings(), clock), System.out).code());
        }
        System.out.println(Information.answer(arguments));
        return OptionalInt.empty();
    }

    private static Settings settings() {
        return Settings.read(System.getenv(), Map.of());
    }
}
