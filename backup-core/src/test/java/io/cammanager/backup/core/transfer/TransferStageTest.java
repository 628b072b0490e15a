package io.cammanager.backup.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncOptions.Order;
import io.cammanager.backup.core.SyncOptions.Queued;
import io.cammanager.backup.core.SyncSummary;
import io.cammanager.backup.core.catalog.RetryQueue;
import io.cammanager.backup.core.concurrent.StopSignal;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.plan.Decision;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.report.SyncTally;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TransferStageTest {
    private static final int FILES = 40;

    private final SyncTally tally = new SyncTally();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicBoolean aborted = new AtomicBoolean();
    private final StopSignal stop = new StopSignal() {
        @Override
        public boolean isStopping() {
            return stopping.get() || aborted.get();
        }

        @Override
        public boolean isAborted() {
            return aborted.get();
        }
    };

    @TempDir
    private Path directory;

    private TransferFixture fixture;
    private PlanTable plan;

    @BeforeEach
    void setUp() throws IOException {
        fixture = new TransferFixture(directory);
        plan = new PlanTable(Files.createDirectory(directory.resolve("scratch")));
        List<PlannedFile> rows = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            String path = String.format("north/2026-02-03_04-00-%02d.mp4", i);
            Path unused = fixture.write(path, "recording " + i);
            rows.add(fixture.planned(path, Action.SEND));
        }
        for (Action action : Action.values()) {
            if (!action.isWork()) {
                rows.add(new PlannedFile(
                        new ObjectKey("other/" + action),
                        new FileStamp(3, 0, 0, 0),
                        new Decision(action, Reason.SAME),
                        null));
            }
        }
        plan.add("unit", rows);
    }

    @AfterEach
    void tearDown() {
        plan.close();
        fixture.close();
    }

    @Test
    void everyRowEndsOnceWithItsOutcome() {
        stage(fixture.memory).run(plan);

        SyncSummary summary = tally.summary(0, 0);
        assertThat(summary.scanned()).isEqualTo(plan.size());
        assertThat(summary.uploaded()).isEqualTo(FILES);
        assertThat(List.of(
                        summary.unchanged(),
                        summary.excluded(),
                        summary.deferred(),
                        summary.failed(),
                        summary.vanished(),
                        summary.conflicts()))
                .containsOnly(1L);
        assertThat(finished())
                .hasSize((int) plan.size())
                .extracting(BackupEvent.Finished::path)
                .doesNotHaveDuplicates();
        assertThat(summary.bytesUploaded()).isEqualTo(plan.total(Action.SEND).bytes());
    }

    @Test
    void whatFailedWaitsForItsNextTryUntilASyncTriesEverything() {
        String path = "north/2026-02-03_04-00-07.mp4";
        stage(refusing(path)).run(plan);
        RetryQueue.Entry entry =
                fixture.catalog.retryQueue().find(new ObjectKey(path)).orElseThrow();
        assertThat(entry.failures()).isEqualTo(1);
        assertThat(entry.reason()).contains("asked for");
        assertThat(fixture.catalog.retryQueue().all()).hasSize(1);

        fixture.events.clear();
        fixture.options = SyncOptions.builder().queued(Queued.WAIT).build();
        stage(fixture.memory).run(plan);
        assertThat(finished())
                .filteredOn(end -> end.reason() == Reason.WAITS_FOR_NEXT_TRY)
                .singleElement()
                .satisfies(end -> assertThat(end.path()).isEqualTo(path))
                .satisfies(end -> assertThat(end.outcome()).isEqualTo(Outcome.FAILED))
                .satisfies(end -> assertThat(end.detail()).contains("failed in 1 run", "asked for"));
        assertThat(fixture.keys()).doesNotContain(TransferFixture.PREFIX + path);

        fixture.options = SyncOptions.defaults();
        stage(fixture.memory).run(plan);
        assertThat(fixture.keys()).contains(TransferFixture.PREFIX + path);
        assertThat(fixture.catalog.retryQueue().all()).isEmpty();
    }

    @Test
    void whatIsGoneLeavesTheQueue() throws IOException {
        String path = "north/2026-02-03_04-00-07.mp4";
        fixture.catalog.retryQueue().add(new ObjectKey("north/long gone.mp4"), "no luck", 1, new Random(1));
        fixture.catalog.retryQueue().add(new ObjectKey(path), "no luck", 1, new Random(1));
        Files.delete(fixture.source.resolve(path));

        stage(fixture.memory).run(plan);

        assertThat(fixture.catalog.retryQueue().all()).isEmpty();
    }

    private ObjectStore refusing(String path) {
        return new ForwardingObjectStore(fixture.memory) {
            @Override
            public String put(PutRequest request, Body body) {
                if (request.key().value().endsWith(path)) {
                    throw new StoreException(Kind.UNAVAILABLE, "put", path, "asked for");
                }
                return super.put(request, body);
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void takesTheRecordingsInTheOrderAskedFor(Order order) {
        fixture.options = SyncOptions.builder().transfers(1).order(order).build();

        stage(fixture.memory).run(plan);

        List<String> sent = finished().stream()
                .filter(event -> event.outcome() == Outcome.UPLOADED)
                .map(BackupEvent.Finished::path)
                .toList();
        assertThat(sent)
                .hasSize(FILES)
                .isSortedAccordingTo(order == Order.OLDEST ? String::compareTo : (a, b) -> b.compareTo(a));
    }

    @Test
    void whenTheBucketVanishesTheRestIsCountedUntried() {
        ObjectStore store = after(5, fixture.provider::removeBucket);

        BackupException end =
                catchThrowableOfType(BackupException.class, () -> stage(store).run(plan));

        assertThat(end.exitCode()).isEqualTo(ExitCode.BUCKET_MISSING);
        assertAddsUp();
    }

    @Test
    void whenItIsCancelledTheRestIsCountedUntried() {
        ObjectStore store = after(5, () -> aborted.set(true));

        stage(store).run(plan);

        assertAddsUp();
        assertThat(tally.of(Outcome.UPLOADED)).isBetween(1L, 20L);
    }

    @Test
    void whenItIsStoppedGentlyWhatIsInFlightIsFinished() {
        int width = 4;
        fixture.options = SyncOptions.builder().transfers(width).build();
        CountDownLatch inFlight = new CountDownLatch(width);
        ObjectStore store = new ForwardingObjectStore(fixture.memory) {
            @Override
            public String put(PutRequest request, Body body) {
                inFlight.countDown();
                awaitQuietly(inFlight);
                stopping.set(true);
                return super.put(request, body);
            }
        };

        stage(store).run(plan);

        assertAddsUp();
        assertThat(tally.of(Outcome.UPLOADED)).isEqualTo(width);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("a gentle stop interrupts nothing", e);
        }
    }

    @Test
    void aDefectEndsItsFileAndNoOther() {
        AtomicInteger puts = new AtomicInteger();
        ObjectStore store = new ForwardingObjectStore(fixture.memory) {
            @Override
            public String put(PutRequest request, Body body) {
                if (puts.incrementAndGet() == 3) {
                    throw new IllegalStateException("a defect");
                }
                return super.put(request, body);
            }
        };

        stage(store).run(plan);

        assertThat(tally.of(Outcome.UPLOADED)).isEqualTo(FILES - 1);
        assertThat(tally.of(Outcome.FAILED)).isEqualTo(2);
    }

    @Test
    void thePlanCanBeTakenBackByUnit() {
        PlannedFile other = new PlannedFile(
                new ObjectKey("x"), new FileStamp(7, 0, 0, 0), new Decision(Action.SEND, Reason.NEW), "why");
        plan.add("second", List.of(other));

        plan.discard("unit");

        assertThat(plan.total(Action.SEND)).isEqualTo(new PlanTable.Total(1, 7));
        try (PlanTable.Cursor rows = plan.inOrder(Order.OLDEST)) {
            assertThat(rows.next()).isEqualTo(other);
            assertThat(rows.hasNext()).isFalse();
        }
    }

    private void assertAddsUp() {
        SyncSummary summary = tally.summary(0, 0);
        assertThat(summary.scanned()).isEqualTo(plan.size());
        assertThat(finished()).hasSize((int) plan.size());
        assertThat(tally.interrupted()).isPositive();
        assertThat(summary.uploaded() + tally.interrupted()).isEqualTo(FILES);
    }

    private List<BackupEvent.Finished> finished() {
        return fixture.events.stream()
                .filter(BackupEvent.Finished.class::isInstance)
                .map(BackupEvent.Finished.class::cast)
                .toList();
    }

    private TransferStage stage(ObjectStore store) {
        return new TransferStage(fixture.context(store), tally, stop, fixture.sleeper, new Random(1));
    }

    private ObjectStore after(int puts, Runnable action) {
        AtomicInteger count = new AtomicInteger();
        return new ForwardingObjectStore(fixture.memory) {
            @Override
            public String put(PutRequest request, Body body) {
                if (count.incrementAndGet() == puts) {
                    action.run();
                }
                return super.put(request, body);
            }
        };
    }
}
