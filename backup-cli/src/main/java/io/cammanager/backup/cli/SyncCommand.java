package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.cli.report.JsonReporter;
import io.cammanager.backup.cli.report.Reporter;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.FilterRules;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.SyncSummary;
import io.cammanager.backup.core.settings.Setting;
import io.cammanager.backup.core.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "sync",
        description =
                "Send what is not in the bucket yet, and prove that it arrived. Without --delete nothing is removed there.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  backup-cli sync --dry-run             what would be sent",
            "  backup-cli sync --verify              send, then check it in the bucket",
            "  backup-cli sync --include 'garage/**' --verbose",
            "",
            "Settings also come from the environment: see backup-cli --help."
        })
final class SyncCommand extends BackupCommand {
    @Option(
            names = {"-n", "--dry-run"},
            description = "Say what would be done; write nothing, here or there.")
    private boolean dryRun;

    @Option(
            names = "--verify",
            arity = "0..1",
            paramLabel = "LEVEL",
            converter = ScopeConverter.class,
            fallbackValue = "",
            description = "Check afterwards. Without a level: what this run sent, by its metadata, and the rest"
                    + " by the listing. With list, head or data: everything, see backup-cli verify --help.")
    private SyncOptions.@Nullable VerifyScope verify;

    @Option(
            names = "--include",
            paramLabel = "PATTERN",
            description = "Only files like this, as in rclone; repeatable.")
    private List<String> includes = List.of();

    @Option(names = "--exclude", paramLabel = "PATTERN", description = "No files like this, as in rclone; repeatable.")
    private List<String> excludes = List.of();

    @Option(
            names = "--min-age",
            paramLabel = "TIME",
            description = "Leave files alone that changed less long ago, such as 60s or 5m (MIN_AGE).")
    private @Nullable String minAge;

    @Option(names = "--transfers", paramLabel = "N", description = "Files in flight at once (TRANSFERS).")
    private @Nullable String transfers;

    @Option(names = "--order", paramLabel = "ORDER", description = "What goes first: oldest or newest (ORDER).")
    private @Nullable String order;

    @Option(
            names = "--bwlimit",
            paramLabel = "RATE",
            description = "Bytes a second, such as 10M, or a timetable, as in rclone (BWLIMIT).")
    private @Nullable String bandwidth;

    @Option(names = "--shard", paramLabel = "I/N", description = "Only this share of the cameras, 0/4 to 3/4 (SHARD).")
    private @Nullable String shard;

    @Mixin
    private final GuardOptions guards = new GuardOptions();

    @Mixin
    private final RunOptions options = new RunOptions();

    @Mixin
    private final MetricsOption metrics = new MetricsOption();

    SyncCommand(Context context) {
        super(context);
    }

    @Override
    Map<Setting, String> flags() {
        Map<Setting, String> flags = super.flags();
        CommonOptions.put(flags, Setting.MIN_AGE, minAge);
        CommonOptions.put(flags, Setting.TRANSFERS, transfers);
        CommonOptions.put(flags, Setting.ORDER, order);
        CommonOptions.put(flags, Setting.BWLIMIT, bandwidth);
        CommonOptions.put(flags, Setting.SHARD, shard);
        return flags;
    }

    @Override
    ExitCode run(Settings settings) throws InterruptedException {
        metrics.check();
        SyncOptions.Builder builder = settings.transfer().syncOptions();
        guards.addTo(builder);
        SyncOptions sync = builder.mode(dryRun ? SyncOptions.Mode.DRY_RUN : SyncOptions.Mode.APPLY)
                .verify(verify == null ? SyncOptions.VerifyScope.NONE : verify)
                .filters(FilterRules.DEFAULT.with(includes, excludes))
                .build();
        Reporter reporter = reporter(settings, options, sync.mode());

        SyncReport report = follow(
                settings, options, reporter, (engine, listener) -> engine.sync(sync, metrics.counting(listener)));

        if (!dryRun) {
            metrics.write(RunRecord.Kind.SYNC, report.exitCode(), () -> open(settings), reporter);
        }
        reporter.finished(report);
        return report.exitCode();
    }

    @Override
    public JsonLine emptySummary() {
        return JsonReporter.summary(new SyncSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    /** Reads the level after {@code --verify=}; the empty one stands for the flag alone. */
    static final class ScopeConverter implements ITypeConverter<SyncOptions.VerifyScope> {
        @Override
        public SyncOptions.VerifyScope convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "" -> SyncOptions.VerifyScope.CHANGED;
                case "list" -> SyncOptions.VerifyScope.LIST;
                case "head" -> SyncOptions.VerifyScope.HEAD;
                case "data" -> SyncOptions.VerifyScope.DATA;
                default -> throw new TypeConversionException(Quoted.of(value) + " is not one of list, head, data");
            };
        }
    }
}
