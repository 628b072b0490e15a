package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.bucket.InitReport;
import io.cammanager.backup.core.bucket.InitReport.State;
import io.cammanager.backup.core.bucket.InitReport.Step;
import io.cammanager.backup.core.bucket.InitWish;
import io.cammanager.backup.core.settings.Settings;
import io.cammanager.backup.core.store.BucketLock;
import io.cammanager.backup.core.store.LockMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "init",
        description =
                "Make the bucket, or what an existing one lacks, and print the rights that the backup's keys need. Run"
                        + " it with a key that may do everything; run again, it says what is there. Takes nothing away.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  backup-cli bucket init --versioning",
            "  backup-cli bucket init --lock --days 30      nobody deletes a recording in its first 30 days",
            "",
            "Object Lock is proven: a small object is stored, and the store must refuse to delete it.",
            "",
            "Exit codes: 3 the store cannot do all of it, or does not keep the lock; 6 this key may not"
        })
final class BucketInitCommand extends BackupCommand {
    @Option(names = "--versioning", description = "Keep what is overwritten or deleted as a version.")
    private boolean versioning;

    @Option(
            names = "--lock",
            description = "Lock each new version against deletion (Object Lock, governance mode); keeps versions too.")
    private boolean lock;

    @Option(names = "--days", paramLabel = "N", description = "For how many days; needed with --lock.")
    private @Nullable Integer days;

    BucketInitCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) {
        InitWish wish = wish();
        InitReport report;
        try (BucketCare care = context().engines().bucketCare(settings)) {
            report = care.init(wish);
        }
        Console console = context().console();
        (json() ? jsonLines(report) : textLines(report)).forEach(console::data);
        console.flush();
        report.steps().stream()
                .filter(step -> step.state() == State.FAILED)
                .forEach(step -> console.error(step.subject() + ": " + step.text()));
        return report.exitCode();
    }

    private InitWish wish() {
        if (lock != (days != null)) {
            throw new BackupException(
                    ExitCode.USAGE,
                    lock
                            ? "--lock needs --days, for how long each version is locked"
                            : "--days is for how long Object Lock locks: give --lock as well, or leave it away");
        }
        if (days != null && (days < 1 || days > 36_500)) {
            throw new BackupException(ExitCode.USAGE, "--days (" + days + ") must be a whole number from 1 to 36500");
        }
        return new InitWish(
                versioning ? InitWish.Versions.KEEP : InitWish.Versions.AS_THEY_ARE,
                days == null ? null : new BucketLock.Default(LockMode.GOVERNANCE, days));
    }

    private static List<String> textLines(InitReport report) {
        List<String> lines = new ArrayList<>();
        report.steps()
                .forEach(step ->
                        lines.add(String.format("%-9s %-7s %s", step.subject(), word(step.state()), step.text())));
        lines.add("");
        lines.add("Rights of the key that backs up (it lies on the recorder):");
        report.backupPolicy().lines().forEach(lines::add);
        lines.add("");
        lines.add("Rights of the key that sets retention and holds (keep it elsewhere):");
        report.retentionPolicy().lines().forEach(lines::add);
        return lines;
    }

    private static List<String> jsonLines(InitReport report) {
        List<String> lines = new ArrayList<>();
        for (Step step : report.steps()) {
            lines.add(JsonLine.of("step")
                    .put("subject", step.subject())
                    .put("state", step.state().name().toLowerCase(Locale.ROOT))
                    .put("message", step.text())
                    .toString());
        }
        lines.add(policy("backup", report.backupPolicy()));
        lines.add(policy("retention", report.retentionPolicy()));
        lines.add(JsonLine.of("summary")
                .put("exit_code", report.exitCode().code())
                .toString());
        return lines;
    }

    private static String policy(String key, String document) {
        return JsonLine.of("policy").put("key", key).put("document", document).toString();
    }

    private static String word(State state) {
        return switch (state) {
            case DONE -> "done";
            case THERE -> "there";
            case LEFT -> "-";
            case FAILED -> "FAILED";
        };
    }

    @Override
    public JsonLine emptySummary() {
        return JsonLine.of("summary");
    }
}
