package io.cammanager.backup.cli.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.testkit.Recording;
import io.cammanager.backup.testkit.process.CommandProcess.Ended;
import io.cammanager.backup.testkit.process.Mount;
import io.cammanager.backup.testkit.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, broken, read-only or closed to us, below the real program. */
class LocalFaultsTest {
    private static final int FILES = 6;

    /** For root, file modes mean nothing; without these capabilities they do. */
    private static final List<String> WITHOUT_PRIVILEGES =
            List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");

    @TempDir
    private Path directory;

    private KillBench bench;

    @BeforeEach
    void start() throws IOException {
        bench = new KillBench(directory, FILES);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private Ended run(int expected, String... arguments) throws IOException {
        return bench.command().run(arguments).ended(expected);
    }

    @Test
    @Tag("B1")
    void b1AFullStateStopsTheRunAndLosesNothing() throws Exception {
        Path state = bench.directory().resolve("state");
        try (Mount mount = Mount.tmpfs(state, "1m")) {
            run(0, "sync");
            Set<String> before = bench.remembered();
            assertThat(before).hasSize(FILES);
            bench.addSmallFiles(300);

            Ended full = run(8, "sync", "--json");

            assertThat(full.err()).contains(bench.state().toString()).containsIgnoringCase("full");
            Set<String> said = KillBench.said(full);
            assertThat(full.count("uploaded")).isEqualTo(said.size());
            assertThat(full.count("failed"))
                    .as("what could not be noted is not claimed")
                    .isPositive();

            mount.remount("size=16m");
            Set<String> after = bench.remembered();
            assertThat(after).containsAll(before).containsAll(said);
            bench.server().clearRequestLog();
            run(0, "sync", "--json");
            assertThat(bench.sent()).as("confirmed, and sent again").doesNotContainAnyElementsOf(after);
            assertThat(bench.remembered()).hasSize(FILES + 300).allMatch(bench::isStored);
        }
    }

    @Test
    @Tag("B3")
    void b3AFullTargetLeavesNoPartOfAFileInItsPlace() throws Exception {
        run(0, "sync");
        long size = bench.recordings().get(0).size();
        Path target = bench.directory().resolve("target");
        try (Mount mount = Mount.tmpfs(target, (FILES / 2) * (size / 1024) + 24 + "k")) {
            Ended refused = run(8, "restore", target.toString(), "--json");
            assertThat(refused.err()).contains(target.toString());
            assertThat(KillBench.names(target))
                    .as("written where there is no room")
                    .isEmpty();

            Ended full = run(8, "restore", target.toString(), "--no-space-check", "--json");
            assertThat(full.err()).contains(target.toString());
            assertThat(restoredWhole(target)).isBetween(1, FILES - 1);

            mount.remount("size=64m");
            run(0, "restore", target.toString(), "--json");
            assertThat(restoredWhole(target)).isEqualTo(FILES);
            assertThat(KillBench.names(target)).as("what was staged").containsExactly("camera-01");
        }
    }

    /** Returns how many recordings are back; whatever bears the name of one must be one. */
    private int restoredWhole(Path target) throws IOException {
        int whole = 0;
        for (Recording recording : bench.recordings()) {
            Path file = target.resolve(recording.name());
            if (Files.exists(file)) {
                assertThat(file).hasSameBinaryContentAs(recording.file());
                whole++;
            }
        }
        return whole;
    }

    @Test
    @Tag("B4")
    void b4AFileThatCannotBeReadDoesNotHoldUpTheOthers() throws Exception {
        Tool.require("strace");
        Recording bad = bench.recordings().get(2);
        bench.command().wrapped(strace("read,pread64", "error=EIO", bad.file()));

        Ended run = run(3, "sync", "--json");

        assertThat(run.count("failed")).isEqualTo(1);
        assertThat(run.count("uploaded")).isEqualTo(FILES - 1);
        assertThat(run.out()).contains("Input/output error");
        assertThat(bench.remembered()).hasSize(FILES - 1).doesNotContain(bad.name());
        bench.command().wrapped(List.of());
        assertThat(run(0, "sync", "--json").count("uploaded")).isEqualTo(1);
    }

    @Test
    @Tag("B4")
    void b4AStateThatCannotBeSyncedClaimsNothing() throws Exception {
        Tool.require("strace");
        run(0, "sync");
        bench.addSmallFiles(5);
        Path wal = bench.state().resolve("catalog.db-wal");
        bench.command().with("TRANSFERS", "1").wrapped(strace("fsync,fdatasync", "error=EIO:when=2", wal));

        Ended broken = run(8, "sync", "--json");

        assertThat(broken.err()).contains(bench.state().toString());
        assertThat(bench.remembered()).containsAll(KillBench.said(broken));
        assertThat(broken.count("uploaded")).isEqualTo(KillBench.said(broken).size());
        bench.command().wrapped(List.of());
        run(0, "sync", "--json");
        assertThat(bench.remembered()).hasSize(FILES + 5).allMatch(bench::isStored);
    }

    private List<String> strace(String syscalls, String fault, Path path) {
        return Tool.strace(
                bench.directory().resolve("strace.log"),
                List.of("-e", "trace=" + syscalls, "-e", "inject=" + syscalls + ":" + fault, "-P", path.toString()));
    }

    @Test
    @Tag("B5")
    void b5WhatMayNotBeReadIsFailedAndTheRestGoesOn() throws Exception {
        Tool.requireRoot();
        Tool.require("setpriv");
        run(0, "sync");
        bench.addSmallFiles(3);
        Path closedFile = bench.directory().resolve("recordings/small/0001.mp4");
        Path closedDirectory = bench.directory().resolve("recordings/camera-01");
        bench.command().wrapped(WITHOUT_PRIVILEGES);
        allow(closedFile, "---------");
        allow(closedDirectory, "---------");
        try {
            Ended run = run(3, "sync", "--json");

            assertThat(run.count("failed")).as("%s", run).isEqualTo(2);
            assertThat(run.count("uploaded")).isEqualTo(2);
            assertThat(run.count("vanished") + run.count("deleted"))
                    .as("a directory that cannot be looked into is not empty")
                    .isZero();
            assertThat(run.out()).contains("\"path\":\"small/0001.mp4\"", "\"path\":\"camera-01");
            assertThat(bench.remembered()).hasSize(FILES + 2);
        } finally {
            allow(closedDirectory, "rwxr-xr-x");
            allow(closedFile, "rw-r--r--");
        }
        assertThat(run(0, "sync", "--json").count("uploaded")).isEqualTo(1);
        assertThat(bench.remembered()).hasSize(FILES + 3).allMatch(bench::isStored);
    }

    @Test
    @Tag("B5")
    void b5AStateThatMayNotBeWrittenStopsTheRunAtItsStart() throws Exception {
        Tool.requireRoot();
        Tool.require("setpriv");
        Path state = Files.createDirectories(bench.directory().resolve("state"));
        bench.command().wrapped(WITHOUT_PRIVILEGES);
        for (String mode : List.of("---------", "r-xr-xr-x")) {
            allow(state, mode);
            try {
                assertThat(run(8, "sync", "--json").err()).contains(state.toString());
            } finally {
                allow(state, "rwxr-xr-x");
            }
        }
        assertThat(bench.sent()).isEmpty();
    }

    private static void allow(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    @Tag("B6")
    void b6AReadOnlyStateStopsTheRunAtItsStart() throws Exception {
        Path state = bench.directory().resolve("state");
        try (Mount mount = Mount.tmpfs(state, "8m")) {
            run(0, "sync");
            bench.addSmallFiles(2);
            bench.server().clearRequestLog();
            mount.remount("ro");

            Ended refused = run(8, "sync", "--json");

            assertThat(refused.err()).contains(state.toString()).containsIgnoringCase("read-only");
            assertThat(bench.server().requestLog()).isEmpty();
            mount.remount("rw");
            assertThat(run(0, "sync", "--json").count("uploaded")).isEqualTo(2);
        }
    }

    @Test
    @Tag("B7")
    @Tag("long")
    void b7WithoutDescriptorsNoFileIsLeftOutSilently() throws Exception {
        Tool.require("prlimit");
        bench.addSmallFiles(200);
        // The virtual machine of a test holds each jar of the class path open; the finished program is one jar.
        int jars = System.getProperty("java.class.path", "").split(":", -1).length;
        boolean hit = false;
        for (int limit : new int[] {jars + 24, jars + 64}) {
            bench.reset();
            bench.command().with("TRANSFERS", "32").wrapped(List.of("prlimit", "--nofile=" + limit));
            Ended run = bench.command().run("sync", "--json");

            hit |= run.code() != 0;
            System.out.println("B7: " + limit + " descriptors, " + jars + " jars: exit " + run.code());
            if (run.out().contains("\"message_type\":\"summary\"")) {
                long settled = run.count("uploaded") + run.count("failed") + run.count("unchanged");
                assertThat(settled).as("%s", run).isEqualTo(run.count("scanned"));
                assertThat(run.code() == 0).isEqualTo(run.count("uploaded") == FILES + 200);
            } else {
                assertThat(run.code()).as("%s", run).isNotZero();
                assertThat(run.err()).isNotBlank();
            }
            bench.command().wrapped(List.of());
            run(0, "sync", "--json");
            assertThat(bench.remembered()).hasSize(FILES + 200).allMatch(bench::isStored);
        }
        assertThat(hit).as("some limit was too low").isTrue();
    }
}
