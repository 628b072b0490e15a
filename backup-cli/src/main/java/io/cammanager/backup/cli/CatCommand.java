package io.cammanager.backup.cli;

import io.cammanager.backup.cli.ByteRangeConverter.ByteRange;
import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ReadOptions;
import io.cammanager.backup.core.ReadReport;
import io.cammanager.backup.core.settings.Settings;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cat",
        description = "Write one recording to the standard output, and check it when its last byte is out.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  backup-cli cat garage/2026-02-03_04-05-06.mp4 | mpv -",
            "  backup-cli cat garage/2026-02-03_04-05-06.mp4 --range 0-65535 > head.bin",
            "",
            "Ends with 7 when the recording is damaged: what was written until then is not to be trusted.",
            "Settings also come from the environment: see backup-cli --help."
        })
final class CatCommand extends BackupCommand {
    @Parameters(index = "0", paramLabel = "KEY", description = "Path of the recording, as ls shows it.")
    private String path = "";

    @Option(
            names = "--range",
            paramLabel = "A-B",
            converter = ByteRangeConverter.class,
            description = "Only the bytes from A to B, both included and counted from 0; A- is from A to the end.")
    private @Nullable ByteRange range;

    CatCommand(Context context) {
        super(context);
    }

    @Override
    ExitCode run(Settings settings) {
        Console console = context().console();
        if (json()) {
            throw new BackupException(
                    ExitCode.USAGE, "cat writes the recording itself to the standard output: leave --json away");
        }
        settings.warnings().forEach(console::warning);
        if (console.terminal().outIsTerminal()) {
            console.warning("a recording is no text: send it to a file or to a player, as with > or |");
        }
        ReadOptions options = options();
        try (BackupEngine engine = open(settings)) {
            tell(console, engine.read(options, output(console)));
        }
        console.flush();
        return ExitCode.OK;
    }

    private ReadOptions options() {
        return range == null
                ? ReadOptions.whole(PathOption.key(path, "KEY"))
                : new ReadOptions(PathOption.key(path, "KEY"), range.offset(), range.length());
    }

    private static void tell(Console console, ReadReport report) {
        switch (report.proof()) {
            case WHOLE -> {}
            case AUTHENTIC_PART ->
                console.note("each block of this part is authentic; that it is the whole, only the whole could show");
            case PART -> console.note("a part cannot be compared with the hash of the whole: it was not checked");
            case NO_HASH -> console.warning("the bucket holds no hash of this recording: it was not checked");
        }
    }

    /** The recording takes the standard output; what there is to say is on the other one. */
    @Override
    public JsonLine emptySummary() {
        return JsonLine.of("summary");
    }

    private static OutputStream output(Console console) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                console.bytes(bytes, offset, length);
                OutputClosed.check(console);
            }
        };
    }
}
