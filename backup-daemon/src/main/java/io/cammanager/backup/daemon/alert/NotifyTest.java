package io.cammanager.backup.daemon.alert;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Sleeper;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneId;

/** Sends a test message by every channel, for someone who has just set them up. */
public final class NotifyTest {
    private NotifyTest() {}

    /**
     * Says for each channel whether its message went.
     *
     * @return {@link ExitCode#OK} when all went, {@link ExitCode#UNREACHABLE} when some did not, {@link ExitCode#USAGE}
     *     when there is no channel
     */
    public static ExitCode run(AlertConfig config, PrintStream out) {
        Clock clock = Clock.system(ZoneId.systemDefault());
        return run(config, Switchboard.of(config.channels(), clock, Sleeper.system()), clock, out);
    }

    static ExitCode run(AlertConfig config, Switchboard switchboard, Clock clock, PrintStream out) {
        AlertTexts texts = new AlertTexts(config, clock.getZone());
        ExitCode exitCode = switchboard.all().isEmpty() ? ExitCode.USAGE : ExitCode.OK;
        if (exitCode == ExitCode.USAGE) {
            out.println(texts.text("test.none"));
        }
        for (Channel channel : switchboard.all()) {
            try {
                channel.notifier().send(texts.test(clock.instant()));
                out.println(texts.text("test.sent", channel.name()));
            } catch (IOException e) {
                out.println(texts.text("test.notSent", channel.name(), String.valueOf(e.getMessage())));
                exitCode = exitCode.and(ExitCode.UNREACHABLE);
            }
        }
        return exitCode;
    }
}
