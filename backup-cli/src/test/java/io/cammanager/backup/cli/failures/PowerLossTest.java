package io.cammanager.backup.cli.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.cammanager.backup.testkit.process.CommandProcess.Started;
import io.cammanager.backup.testkit.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power that fails during a sync: what the program has done to its state is recorded, and played onto a disk that loses what was
 * not synced.
 */
class PowerLossTest {
    private static final int FILES = 6;
    private static final long SEED = 20260303;

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

    @Test
    @Tag("A6")
    void a6WhatWasSaidToBeConfirmedOutlivesThePower() throws Exception {
        Tool.require("strace");
        cutEverywhere(1);
    }

    @Test
    @Tag("A6")
    @Tag("long")
    void a6WhatWasSaidToBeConfirmedOutlivesThePowerWhateverSurvives() throws Exception {
        Tool.require("strace");
        cutEverywhere(25);
    }

    private void cutEverywhere(int imagesAtEach) throws Exception {
        bench.reset();
        List<DiskCall> calls = recorded();
        LossyDisk disk = new LossyDisk(bench.state());
        StringBuilder said = new StringBuilder();
        Random random = new Random(SEED);
        int images = 0;
        int withConfirmations = 0;
        for (DiskCall call : calls) {
            if (call.path().contains("/out-")) {
                said.append(new String(call.data(), UTF_8));
            } else {
                disk.apply(call);
            }
            Set<String> confirmed = KillBench.uploaded(said.toString());
            for (int i = 0; i < imagesAtEach; i++) {
                check(
                        disk,
                        i == 0 ? null : random,
                        confirmed,
                        "seed " + SEED + ", call " + images + ": " + call.kind());
                images++;
                withConfirmations += confirmed.isEmpty() ? 0 : 1;
            }
        }
        System.out.printf(
                "A6: seed %d, %d calls recorded, %d images opened, %d of them after a confirmation, confirmations lost 0%n",
                SEED, calls.size(), images, withConfirmations);
        assertThat(KillBench.uploaded(said.toString())).hasSize(FILES);
        assertThat(calls).extracting(DiskCall::kind).contains(DiskCall.Kind.values());
    }

    private List<DiskCall> recorded() throws IOException {
        Path log = bench.directory().resolve("strace.log");
        List<String> options = new ArrayList<>(List.of(
                "-y",
                "-xx",
                "-s",
                "10000000",
                "-e",
                "trace=openat,write,pwrite64,fsync,fdatasync,ftruncate,rename,unlink"));
        Path next = bench.command().nextOut();
        for (String name : List.of(
                "",
                "catalog.db",
                "catalog.db-wal",
                "catalog.db-shm",
                "catalog.db.new",
                "catalog.db.new-wal",
                "catalog.db.new-shm",
                "owner",
                "owner.new",
                "lock")) {
            options.addAll(List.of("-P", bench.state().resolve(name).toString()));
        }
        options.addAll(List.of("-P", next.toString()));
        Started run = bench.command().wrapped(Tool.strace(log, options)).start("sync", "--json");
        run.await().ended(0);
        return DiskCall.read(log);
    }

    private void check(LossyDisk disk, @Nullable Random survives, Set<String> confirmed, String what)
            throws IOException {
        Path image = Files.createTempDirectory(directory, "image");
        disk.writeImage(image, survives);
        assertThat(bench.remembered(image)).as(what).containsAll(confirmed);
        MoreFiles.deleteRecursively(image, RecursiveDeleteOption.ALLOW_INSECURE);
    }
}
