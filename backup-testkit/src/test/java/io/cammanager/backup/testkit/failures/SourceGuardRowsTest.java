package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.DeleteLimit;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncOptions.Allowance;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source that is not what it was: nothing is sent, replaced or removed before a person has looked. */
final class SourceGuardRowsTest {
    private static final int FILES = 120;
    private static final SyncOptions DELETE =
            SyncOptions.builder().delete(DeleteLimit.parse("100%")).build();

    @TempDir
    private Path directory;

    private KeepBench bench;
    private Map<String, String> before;

    @BeforeEach
    void setUp() throws Exception {
        bench = new KeepBench(MemoryStoreProvider.of("recordings"), directory);
        bench.fill(FILES);
        bench.syncs();
        before = bench.bucket();
        assertThat(before).hasSize(FILES);
    }

    @Test
    @Tag("C8")
    void c8AMissingSourceStopsTheRunAndNothingIsTouched() throws Exception {
        Path aside = Files.move(bench.source(), directory.resolve("unmounted"));

        SyncReport report = bench.sync(DELETE);

        assertStopped(report, "does not exist");
        Files.move(aside, bench.source());
        assertThat(bench.syncs().summary().unchanged()).isEqualTo(FILES);
    }

    @Test
    @Tag("C8")
    void c8AnEmptySourceStopsTheRunAndNothingIsTouched() throws Exception {
        Path aside = Files.move(bench.source(), directory.resolve("unmounted"));
        Files.createDirectory(bench.source());

        SyncReport report = bench.sync(DELETE);

        assertStopped(report, "--allow-empty-source");
        Files.delete(bench.source());
        Files.move(aside, bench.source());
        assertThat(bench.syncs().summary().unchanged()).isEqualTo(FILES);
    }

    /** Allowed is that it is empty, not that everything goes: that is still the delete limit's to say. */
    @Test
    @Tag("C8")
    void c8AnEmptySourceThatIsAllowedRemovesNoMoreThanItMay() throws Exception {
        Path unused = Files.move(bench.source(), directory.resolve("unmounted"));
        Files.createDirectory(bench.source());
        SyncOptions.Builder options = SyncOptions.builder().allow(Set.of(Allowance.EMPTY_SOURCE));

        assertThat(bench.syncs(options.build()).summary().scanned()).isZero();
        assertThat(bench.bucket()).isEqualTo(before);
        assertStopped(bench.sync(options.delete(DeleteLimit.DEFAULT).build()), "--max-delete");
    }

    @Test
    @Tag("C8")
    void c8AnotherDeviceOnlyWarns() throws Exception {
        pretendAnotherDevice();

        SyncReport report = bench.sync();

        assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(bench.events(BackupEvent.Warning.class))
                .extracting(BackupEvent.Warning::message)
                .anyMatch(message -> message.contains("another device"));
        assertThat(bench.bucket()).isEqualTo(before);
        bench.syncs();
        assertThat(bench.events(BackupEvent.Warning.class)).isEmpty();
    }

    private void pretendAnotherDevice() throws Exception {
        try (Stream<Path> files = Files.walk(bench.state())) {
            Path catalog = files.filter(file -> file.endsWith("catalog.db"))
                    .findFirst()
                    .orElseThrow();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + catalog);
                    PreparedStatement update =
                            connection.prepareStatement("UPDATE facts SET value = '1' WHERE name = 'device'")) {
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
        }
    }

    @Test
    @Tag("C9")
    void c9AMassChangeStopsTheRunAndNothingIsTouched() throws Exception {
        rewrite(50);

        SyncReport report = bench.sync();

        assertStopped(report, "--allow-mass-change");
        assertThat(report.problem()).isNotNull();
        assertThat(bench.sync().exitCode()).as("it does not wear off").isEqualTo(ExitCode.SAFETY_STOP);
    }

    @Test
    @Tag("C9")
    void c9AMassChangeThatIsAllowedKeepsWhatItReplaces() throws Exception {
        rewrite(50);

        SyncReport report = bench.syncs(
                SyncOptions.builder().allow(Set.of(Allowance.MASS_CHANGE)).build());

        assertThat(report.summary().replaced()).isEqualTo(50);
        assertThat(bench.kept())
                .hasSize(50)
                .allSatisfy((path, text) -> assertThat(text).isEqualTo(before.get(KeepBench.PREFIX + path)));
        assertThat(bench.recordings().values())
                .filteredOn(text -> text.startsWith("locked"))
                .hasSize(50);
        assertThat(bench.syncs().summary().unchanged()).isEqualTo(FILES);
    }

    @ParameterizedTest
    @CsvSource({"49, OK", "50, SAFETY_STOP"})
    @Tag("C9")
    void c9ChangesOfAFewFilesAreNoMassChange(int files, ExitCode expected) throws Exception {
        rewrite(files);

        assertThat(bench.sync().exitCode()).isEqualTo(expected);
    }

    /** A change of owner or mode, or a move to another disk, touches no content. */
    @Test
    @Tag("C9")
    void c9AChangeTimeAloneIsNoMassChange() throws Exception {
        for (int i = 0; i < FILES; i++) {
            Path file = bench.source().resolve(KeepBench.path(i));
            Path copy = Files.copy(file, file.resolveSibling("copy"), StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
        }

        SyncReport report = bench.syncs();

        assertThat(report.summary().unchanged()).isEqualTo(FILES);
        assertThat(bench.events(BackupEvent.Finished.class))
                .as("each was compared")
                .hasSize(FILES);
        assertThat(bench.bucket()).isEqualTo(before);
    }

    @Test
    @Tag("C9")
    void c9ADryRunSaysThatASyncWouldStop() throws Exception {
        rewrite(60);

        SyncReport report =
                bench.sync(SyncOptions.builder().mode(SyncOptions.Mode.DRY_RUN).build());

        assertThat(report.exitCode()).isEqualTo(ExitCode.SAFETY_STOP);
        assertThat(report.summary().replaced()).isEqualTo(60);
        assertThat(bench.bucket()).isEqualTo(before);
    }

    private void rewrite(int files) throws IOException {
        for (int i = 0; i < files; i++) {
            bench.write(KeepBench.path(i), "locked and larger than the recording " + i);
        }
    }

    private void assertStopped(SyncReport report, String saying) {
        assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.SAFETY_STOP);
        assertThat(report.problem()).isNotNull();
        assertThat(String.valueOf(report.problem())).contains(saying);
        assertThat(bench.bucket()).isEqualTo(before);
        assertThat(bench.events(BackupEvent.Finished.class)).isEmpty();
    }
}
