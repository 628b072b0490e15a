package io.cammanager.backup.cli;

import io.cammanager.backup.cli.progress.ProgressDisplay;
import io.cammanager.backup.cli.report.JsonReporter;
import io.cammanager.backup.cli.report.Reporter;
import io.cammanager.backup.cli.report.TextReporter;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Run;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.report.Messages;
import io.cammanager.backup.core.scan.EncodingGuard;
import io.cammanager.backup.core.settings.Setting;
import io.cammanager.backup.core.settings.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;

/** A command: reads the settings, does its work, returns an exit status. What it throws is told in one place. */
abstract class BackupCommand implements Callable<Integer>, JsonCommand {
    private final Context context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    BackupCommand(Context context) {
        this.context = context;
    }

    /** Does the work. */
    abstract ExitCode run(Settings settings) throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        return run(Settings.read(context.environment(), flags())).code();
    }

    /** Returns what the command line sets. */
    Map<Setting, String> flags() {
        return common.flags();
    }

    final Context context() {
        return context;
    }

    @Override
    public final boolean json() {
        return common.json();
    }

    final Reporter reporter(Settings settings, RunOptions options, SyncOptions.Mode mode) {
        return json()
                ? new JsonReporter(context.console())
                : new TextReporter(
                        context.console(), new Messages(settings.language().locale()), options.detail(), mode);
    }

    /** Starts a run on an engine of its own and waits for its report, while it is shown how far it is. */
    final <R> R follow(
            Settings settings,
            RunOptions options,
            BackupListener reporter,
            BiFunction<BackupEngine, BackupListener, Run<R>> start)
            throws InterruptedException {
        settings.warnings().forEach(warning -> reporter.onEvent(new BackupEvent.Warning(warning)));
        try (BackupEngine engine = open(settings)) {
            if (!options.showsProgress(context.console().terminal())) {
                return context.interrupts().await(start.apply(engine, reporter));
            }
            Messages messages = new Messages(settings.language().locale());
            try (ProgressDisplay display = ProgressDisplay.start(context.console(), messages, context.width())) {
                BackupListener both = event -> {
                    display.onEvent(event);
                    reporter.onEvent(event);
                };
                return context.interrupts().await(start.apply(engine, both));
            }
        }
    }

    /** Opens an engine, unless this runtime would misread file names. */
    BackupEngine open(Settings settings) {
        EncodingGuard.requireUtf8();
        return context.engines().open(settings);
    }
}
