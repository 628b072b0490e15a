package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.health.Health;
import io.cammanager.backup.cli.health.HealthJson;
import io.cammanager.backup.cli.health.HealthText;
import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.report.Messages;
import io.cammanager.backup.core.settings.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "health",
        description =
                "Show how the backup stands: whether the store answers, when a sync last succeeded, what waits, when"
                        + " it was last verified, a restore rehearsed, the bucket mirrored and the disk freed, and what is here"
                        + " and in the bucket. Writes nothing; may be run beside a sync.",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0 healthy, 3 something waits for too long, was not read back for 100 days, was not mirrored",
            "  for two MIRROR_INTERVALs, no restore was rehearsed for 35 days, or the bucket has ceased to",
            "  lock what is stored in it, 4 the source is missing, 5 the store cannot be reached,",
            "  6 access refused, 7 the bucket holds less than was confirmed, or the last verify, drill,",
            "  mirror, prune-local or retention apply found damage,",
            "  8 the state cannot be read, 10 the bucket is missing, 12 wrong encryption password",
            "",
            "Settings also come from the environment: see backup-cli --help."
        })
final class HealthCommand extends BackupCommand {
    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "How long a recording may wait to be backed up, such as 90m or 2h, counted from when it was last"
                            + " written to. Default: two SYNC_INTERVALs.")
    private @Nullable Duration maxAge;

    HealthCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) {
        Console console = context().console();
        Messages messages = new Messages(settings.language().locale());
        Health health = look(settings, messages);
        if (json()) {
            HealthJson.lines(health).forEach(console::data);
        } else {
            new HealthText(messages, context().zone())
                    .lines(health, settings.store())
                    .forEach(console::data);
        }
        console.flush();
        health.problems().forEach(problem -> console.error(problem.message()));
        return health.exitCode();
    }

    private Health look(Settings settings, Messages messages) {
        Duration allowed =
                maxAge != null ? maxAge : settings.daemon().syncInterval().multipliedBy(2);
        try (BackupEngine engine = open(settings)) {
            return Health.of(
                    engine,
                    new Health.Allowed(allowed, settings.daemon().upkeep().intervals()),
                    messages);
        }
    }

    @Override
    public JsonLine emptySummary() {
        return JsonLine.of("summary");
    }
}
