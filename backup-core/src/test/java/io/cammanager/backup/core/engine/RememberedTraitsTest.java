package io.cammanager.backup.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.bucket.InitWish;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import io.cammanager.backup.core.store.Versioning;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.layer.ForwardingStoreProvider;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a sync goes by what it has found out about a store that does not stay as it was. */
final class RememberedTraitsTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final StoreTraits ALL = new StoreTraits(
            Checksums.SUPPORTED,
            Enforcement.HOLDS,
            Enforcement.HOLDS,
            Enforcement.HOLDS,
            Enforcement.HOLDS,
            Enforcement.HOLDS,
            Enforcement.HOLDS);

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");
    private final List<String> warnings = new ArrayList<>();
    private final List<String> probed = new ArrayList<>();
    private boolean honoursConditions = true;
    private Instant now = START;

    @TempDir
    private Path directory;

    @BeforeEach
    void firstSync() throws Exception {
        Path file = directory.resolve("source/garage/2026-02-28_10-00-00.mp4");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "video");
        Path unused = Files.setLastModifiedTime(file, FileTime.from(START.minus(Duration.ofDays(1))));

        sync();

        assertThat(probed).isNotEmpty();
    }

    private BackupEngineBuilder builder() {
        return BackupEngineBuilder.create()
                .source(directory.resolve("source"))
                .stateDirectory(directory.resolve("state"))
                .store(new Changing(), "")
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .sleeper(duration -> {});
    }

    private void sync() throws InterruptedException {
        run(SyncOptions.defaults());
    }

    private void run(SyncOptions options) throws InterruptedException {
        probed.clear();
        warnings.clear();
        try (BackupEngine engine = builder().build()) {
            var report = engine.sync(options, event -> {
                        if (event instanceof BackupEvent.Warning warning) {
                            warnings.add(warning.message());
                        }
                    })
                    .await();
            assertThat(report.exitCode()).as("%s", report).isEqualTo(ExitCode.OK);
        }
    }

    @Test
    void aStoreThatStopsHonouringConditionsIsFoundOutWithinAWeekAndSaidOnce() throws Exception {
        honoursConditions = false;

        now = START.plus(Duration.ofDays(7)).minusSeconds(1);
        sync();
        assertThat(probed).isEmpty();
        assertThat(warnings).isEmpty();

        now = now.plusSeconds(1);
        sync();
        assertThat(probed).isNotEmpty();
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("honour If-None-Match", "honour If-Match", "2026-03-01T12:00:00Z")
                .doesNotContain("DELETE", "SHA-256");

        sync();
        assertThat(probed).isEmpty();
        assertThat(warnings).isEmpty();
    }

    /** As a store that honours no conditions in a bucket with versions. */
    @Test
    void aBucketOfWhichSomebodySwitchesVersionsOnIsTriedAtOnce() throws Exception {
        memory.setVersioning(Versioning.ENABLED);
        honoursConditions = false;

        sync();

        assertThat(probed).isNotEmpty();
        assertThat(warnings).singleElement().asString().contains("honour If-None-Match");
    }

    @Test
    void aStoreThatIsAsItWasIsTriedEachWeekWithoutAWord() throws Exception {
        for (int week = 1; week <= 2; week++) {
            now = START.plus(Duration.ofDays(7L * week));
            sync();
            assertThat(probed).isNotEmpty();
            assertThat(warnings).isEmpty();
        }
    }

    @Test
    void aClockThatWasSetBackMakesTheRunTryAgain() throws Exception {
        now = START.minusSeconds(1);

        sync();

        assertThat(probed).isNotEmpty();
    }

    @Test
    void aRunAfterBucketInitTriesAgain() throws Exception {
        try (BucketCare care = builder().buildBucketCare()) {
            var unused = care.init(new InitWish(InitWish.Versions.AS_THEY_ARE, null));
        }
        honoursConditions = false;

        sync();

        assertThat(probed).isNotEmpty();
        assertThat(warnings).singleElement().asString().contains("honour If-Match", "2026-03-01T12:00:00Z");
    }

    @Test
    void bucketInitMakesNoStateWhereThereIsNone() throws Exception {
        try (BucketCare care =
                builder().stateDirectory(directory.resolve("none")).buildBucketCare()) {
            var unused = care.init(new InitWish(InitWish.Versions.AS_THEY_ARE, null));
        }

        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void aDryRunTriesNothingHoweverLongAgoItWas() throws Exception {
        now = START.plus(Duration.ofDays(400));

        run(SyncOptions.builder().mode(SyncOptions.Mode.DRY_RUN).build());

        assertThat(probed).isEmpty();
    }

    /** What is gone for a moment must not be written down as gone for a week. */
    @Test
    void aStoreThatCannotBeTriedIsTriedByTheNextRun() throws Exception {
        now = START.plus(Duration.ofDays(8));
        try (BackupEngine engine = builder().store(new Unreachable(), "").build()) {
            assertThat(engine.sync(SyncOptions.defaults(), event -> {}).await().exitCode())
                    .isEqualTo(ExitCode.UNREACHABLE);
        }

        sync();

        assertThat(probed).isNotEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatIsRememberedReadsAsItWasWritten() {
        RememberedTraits known = new RememberedTraits(ALL, START, Versioning.SUSPENDED);

        RememberedTraits doubted = new RememberedTraits(ALL, START, null);

        assertThat(RememberedTraits.parse(known.format())).contains(known);
        assertThat(RememberedTraits.parse(doubted.format())).contains(doubted);
        assertThat(known.gone(ALL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SUPPORTED HOLDS HOLDS HOLDS HOLDS HOLDS HOLDS",
                "soon OFF SUPPORTED HOLDS HOLDS HOLDS HOLDS HOLDS HOLDS",
                "99999999999999999 OFF SUPPORTED HOLDS HOLDS HOLDS HOLDS HOLDS HOLDS",
                "1 ON SUPPORTED HOLDS HOLDS HOLDS HOLDS HOLDS HOLDS",
                "1 OFF SUPPORTED HOLDS HOLDS HOLDS HOLDS HOLDS MAYBE"
            })
    void whatAnotherVersionHasWrittenIsNothing(String text) {
        assertThat(RememberedTraits.parse(text)).isEmpty();
    }

    private class Changing extends ForwardingStoreProvider {
        Changing() {
            super(memory);
        }

        @Override
        public ObjectStore open(Checksums checksums) {
            return new ForwardingObjectStore(super.open(checksums)) {
                @Override
                public String put(PutRequest request, Body body) {
                    if (request.key().value().contains(".cammanager/probe/")) {
                        probed.add(request.key().value());
                    }
                    Condition condition = honoursConditions ? request.condition() : Condition.ALWAYS;
                    return super.put(
                            new PutRequest(request.key(), request.metadata(), request.contentType(), condition), body);
                }
            };
        }
    }

    private final class Unreachable extends Changing {
        @Override
        public ObjectStore open(Checksums checksums) {
            return new ForwardingObjectStore(super.open(checksums)) {
                @Override
                public String put(PutRequest request, Body body) {
                    throw new StoreException(
                            StoreException.Kind.OUTAGE, "put", request.key().value(), "connection refused");
                }
            };
        }
    }
}
