package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.bucket.RetentionReport;
import io.cammanager.backup.core.bucket.RuleChange;
import io.cammanager.backup.core.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "show",
        description =
                "Show the rules that the bucket has, ours and those of others, and whether they fit RETENTION_DAYS."
                        + " Changes nothing.")
final class RetentionShowCommand extends BackupCommand {
    private static final int NAMED = 3;

    RetentionShowCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) {
        RetentionReport report;
        try (BucketCare care = context().engines().bucketCare(settings)) {
            report = care.retention().show();
        }
        List<String> hints = new ArrayList<>(hints(report, settings.transfer().retention()));
        if (!report.uncovered().isEmpty() && setsDays(report)) {
            hints.add(uncovered(report.uncovered()));
        }
        new RetentionOutput(context().console(), json()).write(report, RuleLine::text, hints, end(report));
        return report.exitCode();
    }

    private static String end(RetentionReport report) {
        long ours = report.count(RuleChange.Kind.UNCHANGED);
        long others = report.count(RuleChange.Kind.FOREIGN);
        if (ours + others == 0) {
            return "The bucket has no rules: it keeps recordings until somebody deletes them.";
        }
        return ours + " of ours, " + others + " of others.";
    }

    /** Where no camera has a rule, none is amiss. */
    private static boolean setsDays(RetentionReport report) {
        return report.rules().stream()
                .anyMatch(rule -> rule.kind() != RuleChange.Kind.FOREIGN && rule.camera() != null);
    }

    private static String uncovered(List<String> cameras) {
        List<String> names = cameras.stream().limit(NAMED).map(Quoted::of).toList();
        String rest = cameras.size() > NAMED ? " and " + (cameras.size() - NAMED) + " more" : "";
        return "no rule is about " + String.join(", ", names) + rest + ": run retention set again";
    }

    private static List<String> hints(RetentionReport report, @Nullable Duration local) {
        NavigableSet<Integer> days = new TreeSet<>();
        report.rules().stream()
                .filter(rule -> rule.kind() != RuleChange.Kind.FOREIGN && rule.camera() != null)
                .map(rule -> rule.rule().actions().expiryDays())
                .filter(Objects::nonNull)
                .forEach(days::add);
        return days.stream()
                .flatMap(kept -> RetentionHint.of(kept, local).stream())
                .toList();
    }

    @Override
    public JsonLine emptySummary() {
        return RetentionOutput.emptySummary();
    }
}
