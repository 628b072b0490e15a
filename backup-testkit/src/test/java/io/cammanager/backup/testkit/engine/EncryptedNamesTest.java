package io.cammanager.backup.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.testkit.EmbeddedS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that cannot be compared with rclone, since it loses them itself: encrypted and brought back by us alone. */
final class EncryptedNamesTest {
    private static final Instant SETTLED = Instant.parse("2024-03-02T00:00:00.000000001Z");

    /** Twins that differ in how an accent is composed, which rclone takes for one, and the mark of its own encoding. */
    private static final List<String> NAMES = List.of(
            "c\u00e1mara",
            "ca\u0301mara",
            "\u00f1",
            "n\u0303",
            "\u1e69",
            "s\u0323\u0307",
            "s\u0307\u0323",
            "\u212b",
            "\u00c5",
            "A\u030a",
            "\u201b",
            "\u201bcamera",
            "\u201b\u201bcamera",
            "\u201bFF",
            "\u201b\u2406",
            "\u201b\uff0e",
            "\u201bQuoteFE",
            "\u2406",
            "\u0006");

    private static EmbeddedS3 server;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(SETTLED));
    }

    /** Returns how many files there are now: at the top, below a directory of that name, and both. */
    private static int fill(Bench bench) throws IOException {
        for (String name : NAMES) {
            write(bench.source().resolve(name + ".mp4"), "top " + name);
            write(bench.source().resolve("directory " + name).resolve("1.mp4"), "below " + name);
            write(bench.source().resolve(name).resolve(name), "both " + name);
        }
        int count = 3 * NAMES.size();
        assertThat(Tree.of(bench.source())).hasSize(count);
        return count;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OBFUSCATE")
    void comeBackAsTheyWere(CryptWay way) throws Exception {
        Bench bench = new Bench(server, directory).encrypted(way);
        int count = fill(bench);

        assertThat(bench.syncs(Bench.PLAIN).summary().uploaded()).isEqualTo(count);
        assertThat(bench.syncs(Bench.PLAIN).summary().unchanged()).isEqualTo(count);
        bench.loseState();
        server.clearRequestLog();
        assertThat(bench.syncs(Bench.PLAIN).summary().unchanged()).isEqualTo(count);
        assertThat(bench.writes()).isEmpty();

        RestoreReport restored = bench.restore();
        assertThat(restored.exitCode()).as("%s", restored).isEqualTo(ExitCode.OK);
        assertThat(Tree.of(bench.target())).isEqualTo(Tree.of(bench.source()));
    }

    /** Letters turned by a number may become what rclone would read as something else: that is refused, by file. */
    @Test
    void comeBackOrAreRefusedWhereTheyAreObfuscated() throws Exception {
        Bench bench = new Bench(server, directory).encrypted(CryptWay.OBFUSCATE);
        int count = fill(bench);
        Events events = new Events();

        SyncReport report = bench.sync(Bench.PLAIN, events);
        RestoreReport restored = bench.restore();

        List<BackupEvent.Finished> refused = events.finished().stream()
                .filter(finished -> finished.outcome() == Outcome.FAILED)
                .toList();
        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(refused)
                .isNotEmpty()
                .allSatisfy(finished -> assertThat(finished.detail()).contains("could not encrypt the name of"));
        assertThat(report.summary().uploaded()).isEqualTo(count - refused.size());
        assertThat(restored.exitCode()).as("%s", restored).isEqualTo(ExitCode.OK);
        assertThat(Tree.of(bench.target())).hasSize(count - refused.size());
        assertThat(Tree.of(bench.source())).containsAllEntriesOf(Tree.of(bench.target()));
    }

    /** rclone takes what looks like its mark of an old version out of a name before it encrypts the rest. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OFF")
    void aNameThatNobodyCouldDecryptIsRefusedAndTheOthersAreSent(CryptWay way) throws Exception {
        Bench bench = new Bench(server, directory).encrypted(way);
        write(bench.source().resolve("camera/-v2001-02-03-040506-123.mp4"), "refused");
        write(bench.source().resolve("camera/1.mp4"), "sent");
        Events events = new Events();

        SyncReport report = bench.sync(Bench.PLAIN, events);

        assertThat(report.exitCode()).as("%s", events).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.summary().uploaded()).isEqualTo(1);
        assertThat(events.finished())
                .filteredOn(finished -> finished.outcome() == Outcome.FAILED)
                .singleElement()
                .extracting(BackupEvent.Finished::detail)
                .asString()
                .contains("encrypt the name of", "a name that would be another one when it is decrypted");
    }
}
