package io.cammanager.backup.cli;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Selection;
import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that pick recordings. */
final class SelectionOptions {
    @Option(names = "--camera", paramLabel = "NAME", description = "Only this camera; may be given more than once.")
    private List<String> cameras = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only recordings that start then or later, by the time in their name:"
                    + " 2026-02-03, 2026-02-03T04:05 or the name of a recording.")
    private @Nullable LocalDateTime from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only recordings that start before then.")
    private @Nullable LocalDateTime to;

    Selection selection() {
        return selection(Set.of());
    }

    Selection selection(Set<ObjectKey> paths) {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new BackupException(
                    ExitCode.USAGE, "--from (" + from + ") must be before --to (" + to + "), which is not included");
        }
        return new Selection(new LinkedHashSet<>(cameras), from, to, paths);
    }
}
