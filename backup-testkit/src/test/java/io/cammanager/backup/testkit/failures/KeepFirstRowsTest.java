package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.Allowance;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.DeleteLimit;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.FilterRules;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.RemovalResult;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.Versioning;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is replaced or removed is kept, in buckets with versions, without, and with versions that are suspended. */
final class KeepFirstRowsTest {
    private static final String PATH = "north/a.mp4";
    private static final ObjectKey KEY = new ObjectKey(KeepBench.PREFIX + PATH);
    private static final SyncOptions DELETE =
            SyncOptions.builder().delete(DeleteLimit.DEFAULT).build();

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");

    @TempDir
    private Path directory;

    private KeepBench bench;

    @BeforeEach
    void setUp() throws Exception {
        bench = new KeepBench(() -> memory, directory);
        bench.write(PATH, "first");
        bench.write("north/b.mp4", "other");
    }

    @ParameterizedTest
    @EnumSource(Versioning.class)
    @Tag("F4")
    void f4WhatIsReplacedIsKept(Versioning versioning) throws Exception {
        memory.setVersioning(versioning);
        bench.syncs();
        bench.write(PATH, "second, and longer");

        SyncReport report = bench.syncs();

        assertThat(report.summary().replaced()).isEqualTo(1);
        assertThat(report.summary().uploaded()).isEqualTo(1);
        assertThat(bench.recordings()).containsEntry(PATH, "second, and longer");
        assertKept(versioning, ObjectVersion.Kind.OBJECT);
        assertThat(bench.syncs().summary().unchanged()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Versioning.class)
    @Tag("F4")
    void f4WhatIsRemovedIsKept(Versioning versioning) throws Exception {
        memory.setVersioning(versioning);
        bench.syncs();
        bench.delete(PATH);

        assertThat(bench.syncs().summary().deleted()).as("without --delete").isZero();
        SyncReport report = bench.syncs(DELETE);

        assertThat(report.summary().deleted()).isEqualTo(1);
        assertThat(bench.recordings()).containsOnlyKeys("north/b.mp4");
        assertKept(versioning, ObjectVersion.Kind.DELETE_MARKER);
        assertThat(bench.syncs(DELETE).summary().deleted()).isZero();
        assertThat(bench.verify(VerifyLevel.LIST).exitCode()).isEqualTo(ExitCode.OK);
    }

    /** By the versions themselves where they are kept, and by the copy elsewhere: never both, never neither. */
    private void assertKept(Versioning versioning, ObjectVersion.Kind top) {
        List<ObjectVersion> versions = bench.ask(store -> store.versions(KEY));
        if (versioning == Versioning.ENABLED) {
            assertThat(versions).extracting(ObjectVersion::kind).containsExactly(top, ObjectVersion.Kind.OBJECT);
            assertThat(bench.kept()).isEmpty();
        } else {
            assertThat(bench.kept()).containsOnlyKeys(PATH).containsEntry(PATH, "first");
        }
    }

    @Test
    @Tag("F4")
    void f4WhatSomeoneElseHasHiddenIsSentAgain() throws Exception {
        memory.setVersioning(Versioning.ENABLED);
        bench.syncs();
        Optional<String> marker = bench.ask(store -> store.delete(KEY));
        assertThat(marker).isPresent();

        SyncReport report = bench.syncs();

        assertThat(report.summary().uploaded()).isEqualTo(1);
        assertThat(report.summary().replaced()).isZero();
        assertThat(bench.recordings()).containsEntry(PATH, "first");
    }

    @ParameterizedTest
    @EnumSource(Versioning.class)
    @Tag("C2")
    void c2ASmallerFileNeverTakesThePlaceOfALargerObjectUnlessAsked(Versioning versioning) throws Exception {
        memory.setVersioning(versioning);
        bench.syncs();
        bench.write(PATH, "cut");

        SyncReport refused = bench.sync();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(refused.summary().conflicts()).isEqualTo(1);
        assertThat(bench.recordings()).containsEntry(PATH, "first");

        bench.syncs(
                SyncOptions.builder().allow(Set.of(Allowance.REPLACE_CONFLICTS)).build());

        assertThat(bench.recordings()).containsEntry(PATH, "cut");
        assertKept(versioning, ObjectVersion.Kind.OBJECT);
    }

    @ParameterizedTest
    @EnumSource(Versioning.class)
    @Tag("F5")
    void f5ForeignObjectsAreNeverRemoved(Versioning versioning) throws Exception {
        memory.setVersioning(versioning);
        bench.syncs();
        bench.put("north/foreign.mp4", "theirs");
        bench.put("theirs.txt", "theirs too");
        bench.delete(PATH);

        SyncReport report = bench.syncs(DELETE);

        assertThat(report.summary().deleted()).isEqualTo(1);
        assertThat(bench.recordings())
                .containsOnlyKeys("north/b.mp4", "north/foreign.mp4", "theirs.txt")
                .containsEntry("north/foreign.mp4", "theirs");
    }

    /** What was adopted by size and time is confirmed, but not as ours: nobody has compared its content. */
    @ParameterizedTest
    @EnumSource(Versioning.class)
    @Tag("F5")
    void f5WhatWasAdoptedWithoutAHashIsNeverRemoved(Versioning versioning) throws Exception {
        memory.setVersioning(versioning);
        bench.syncs();
        String mtime =
                bench.ask(store -> store.head(KEY)).orElseThrow().metadata().get("mtime");
        assertThat(mtime).isNotNull();
        bench.putAs(PATH, "first", "mtime", String.valueOf(mtime));
        bench.loseState();
        bench.loseManifest();
        bench.syncs();
        assertThat(bench.events(BackupEvent.Finished.class))
                .extracting(BackupEvent.Finished::reason)
                .contains(Reason.ADOPTED);
        bench.delete(PATH);

        SyncReport report = bench.syncs(DELETE);

        assertThat(report.summary().deleted()).isZero();
        assertThat(bench.events(BackupEvent.Removed.class))
                .extracting(BackupEvent.Removed::result)
                .containsExactly(RemovalResult.NOT_OURS);
        assertThat(bench.recordings()).containsEntry(PATH, "first");
    }

    @ParameterizedTest
    @EnumSource(Versioning.class)
    @Tag("F5")
    void f5AnObjectThatSomeoneElseHasReplacedIsNeverRemoved(Versioning versioning) throws Exception {
        memory.setVersioning(versioning);
        bench.syncs();
        bench.put(PATH, "theirs");
        bench.delete(PATH);

        SyncReport report = bench.syncs(DELETE);

        assertThat(report.summary().deleted()).isZero();
        assertThat(bench.events(BackupEvent.Removed.class))
                .extracting(BackupEvent.Removed::result)
                .containsExactly(RemovalResult.CHANGED);
        assertThat(bench.recordings()).containsEntry(PATH, "theirs");
    }

    @Test
    void nothingIsRemovedAfterARunWithAnyFailure() throws Exception {
        bench.syncs();
        bench.delete(PATH);
        bench.write("north/b.mp4", "cut");

        SyncReport report = bench.sync(DELETE);

        assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(report.summary().deleted()).isZero();
        assertThat(bench.recordings()).containsEntry(PATH, "first");
    }

    @Test
    void nothingIsRemovedOutsideTheFilters() throws Exception {
        bench.write("south/c.mp4", "third");
        bench.syncs();
        bench.delete(PATH);
        bench.delete("south/c.mp4");
        FilterRules onlySouth = FilterRules.DEFAULT.with(List.of("south/**"), List.of());

        SyncReport report = bench.syncs(SyncOptions.builder()
                .filters(onlySouth)
                .delete(DeleteLimit.DEFAULT)
                .allow(Set.of(Allowance.EMPTY_SOURCE))
                .build());

        assertThat(report.summary().deleted()).isEqualTo(1);
        assertThat(bench.recordings()).containsOnlyKeys(PATH, "north/b.mp4");
    }

    @Test
    void moreThanTheLimitStopsTheRunBeforeAnythingIsTouched() throws Exception {
        bench.syncs();
        bench.delete(PATH);
        bench.write("north/new.mp4", "new");

        SyncReport report =
                bench.sync(SyncOptions.builder().delete(DeleteLimit.parse("0")).build());

        assertThat(report.exitCode()).isEqualTo(ExitCode.SAFETY_STOP);
        assertThat(String.valueOf(report.problem())).contains("--max-delete (0)", "1 of 2");
        assertThat(bench.recordings()).containsOnlyKeys(PATH, "north/b.mp4");
    }

    @Test
    void aDryRunTellsAndTouchesNothing() throws Exception {
        bench.syncs();
        bench.delete(PATH);
        bench.write("north/b.mp4", "other, and longer");

        SyncReport report =
                bench.syncs(DELETE.toBuilder().mode(SyncOptions.Mode.DRY_RUN).build());

        assertThat(report.summary().deleted()).isEqualTo(1);
        assertThat(report.summary().replaced()).isEqualTo(1);
        assertThat(bench.events(BackupEvent.PlannedRemoval.class))
                .extracting(BackupEvent.PlannedRemoval::path)
                .containsExactly(PATH);
        assertThat(bench.recordings()).containsEntry(PATH, "first").containsEntry("north/b.mp4", "other");
    }

    @Test
    @Tag("D5")
    void d5AFileAndADirectoryOfOneNameAreKeptApart() throws Exception {
        bench.write("x", "a file");
        bench.syncs();
        bench.delete("x");
        bench.write("x/y", "below a directory of its name");
        bench.syncs(DELETE);

        assertThat(bench.recordings())
                .containsEntry("x", "a file")
                .containsEntry("x/y", "below a directory of its name");
        assertThat(bench.restore(directory.resolve("target")).exitCode()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(bench.events(BackupEvent.Restored.class))
                .filteredOn(file -> file.path().startsWith("x") && file.detail() != null)
                .as("the one that is in the other's way is told, with the reason")
                .hasSize(1);
        assertThat(directory.resolve("target/north/b.mp4")).hasContent("other");
    }
}
