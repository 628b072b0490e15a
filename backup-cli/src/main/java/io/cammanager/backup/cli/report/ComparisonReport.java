package io.cammanager.backup.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.VerifyReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line for each recording that a verification met: a sign and its path, in the shape of rclone's {@code check --combined}, or
 * JSON. Thread-safe.
 */
public final class ComparisonReport implements BackupListener, AutoCloseable {
    /** In which shape the lines are. */
    public enum Shape {
        /** No lines. */
        NONE,
        SIGNS,
        JSON
    }

    /** Takes one line at a time. */
    private interface Lines {
        void add(String line) throws IOException;
    }

    private final BackupListener next;
    private final Shape shape;
    private final Path file;
    private final Lines lines;
    private final @Nullable BufferedWriter writer;
    private @Nullable IOException failure;

    private ComparisonReport(
            BackupListener next, Shape shape, Path file, Lines lines, @Nullable BufferedWriter writer) {
        this.next = next;
        this.shape = shape;
        this.file = file;
        this.lines = lines;
        this.writer = writer;
    }

    /** Writes nothing, and passes every event on. */
    public static ComparisonReport none(BackupListener next) {
        return new ComparisonReport(next, Shape.NONE, Path.of("-"), line -> {}, null);
    }

    /** Writes to stdout, and passes every event on. */
    public static ComparisonReport to(Console console, Shape shape, BackupListener next) {
        return new ComparisonReport(next, shape, Path.of("-"), console::data, null);
    }

    /**
     * Writes to a file, made anew, and passes every event on.
     *
     * @throws BackupException when it cannot be made
     */
    public static ComparisonReport to(Path file, Shape shape, BackupListener next) {
        try {
            BufferedWriter writer = Files.newBufferedWriter(file, UTF_8);
            return new ComparisonReport(
                    next,
                    shape,
                    file,
                    line -> {
                        writer.write(line);
                        writer.write('\n');
                    },
                    writer);
        } catch (IOException e) {
            throw new BackupException(
                    ExitCode.USAGE,
                    "the report " + Quoted.of(file.toString()) + " cannot be written: " + LocalFailure.reason(e)
                            + "; name a file in a directory that is there and can be written to, or - for stdout",
                    e);
        }
    }

    @Override
    public void onEvent(BackupEvent event) {
        if (shape != Shape.NONE && event instanceof BackupEvent.Compared compared) {
            add(line(compared));
        }
        next.onEvent(event);
    }

    private String line(BackupEvent.Compared compared) {
        return switch (shape) {
            case NONE, SIGNS -> compared.comparison().sign() + " " + Quoted.of(compared.path());
            case JSON ->
                JsonLine.of("compared")
                        .put("path", compared.path())
                        .put("sign", String.valueOf(compared.comparison().sign()))
                        .put("comparison", compared.comparison().name().toLowerCase(Locale.ROOT))
                        .toString();
        };
    }

    private synchronized void add(String line) {
        try {
            if (failure == null) {
                lines.add(line);
            }
        } catch (IOException e) {
            failure = e; // told when it is closed; the verification goes on
        }
    }

    /** Writes what is left, and returns how the verification ends when not all of it could be written. */
    public synchronized VerifyReport finish(VerifyReport report) {
        close();
        if (failure == null) {
            return report;
        }
        Problem problem = new Problem(
                ExitCode.LOCAL_STATE,
                "the report " + Quoted.of(file.toString()) + " is not complete: " + LocalFailure.reason(failure));
        return new VerifyReport(
                report.summary(),
                report.exitCode().and(ExitCode.LOCAL_STATE),
                report.problem() == null ? problem : report.problem());
    }

    @Override
    public synchronized void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            failure = failure == null ? e : failure; // told by finish
        }
    }
}
