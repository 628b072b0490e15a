package io.cammanager.backup.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AttemptsTest {
    private static final String PATH = "north/a.mp4";

    private final AtomicInteger puts = new AtomicInteger();

    @TempDir
    private Path directory;

    private TransferFixture fixture;

    @BeforeEach
    void setUp() throws IOException {
        fixture = new TransferFixture(directory);
        Path unused = fixture.write(PATH, "a recording");
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void aFileHasThreeAttempts() throws IOException {
        TransferResult result = run(failing(Kind.THROTTLED, 0, 99), new Random(1));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo(Reason.ATTEMPTS_USED_UP);
        assertThat(puts).hasValue(3);
        assertThat(fixture.events)
                .filteredOn(BackupEvent.TransferStarted.class::isInstance)
                .extracting(event -> ((BackupEvent.TransferStarted) event).attempt())
                .containsExactly(1, 2, 3);
        assertThat(fixture.events)
                .filteredOn(BackupEvent.Retrying.class::isInstance)
                .hasSize(2);
    }

    @Test
    void theSecondAttemptMaySucceed() throws IOException {
        assertThat(run(failing(Kind.THROTTLED, 0, 1), new Random(1)).outcome()).isEqualTo(Outcome.UPLOADED);
        assertThat(puts).hasValue(2);
    }

    @Test
    void pausesGrowAndAreBounded() throws IOException {
        fixture.options = SyncOptions.builder().attempts(12).build();

        assertThat(run(failing(Kind.THROTTLED, 0, 99), new Largest()).outcome()).isEqualTo(Outcome.FAILED);

        assertThat(fixture.sleeps)
                .extracting(Duration::toMillis)
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L, 30000L, 30000L);
    }

    @Test
    void pausesAreDrawnAnewEachTime() throws IOException {
        fixture.options = SyncOptions.builder().attempts(100).build();

        assertThat(run(failing(Kind.THROTTLED, 0, 999), new Random(5)).outcome())
                .isEqualTo(Outcome.FAILED);

        assertThat(fixture.sleeps).hasSize(99).doesNotHaveDuplicates();
        assertThat(fixture.sleeps).allMatch(pause -> pause.compareTo(Duration.ofSeconds(30)) <= 0);
    }

    @ParameterizedTest
    @CsvSource({"7000, 7000", "86400000, 120000"})
    void theStoreMayAskForMorePatienceWithinReason(long asked, long waited) throws IOException {
        assertThat(run(failing(Kind.THROTTLED, asked, 1), new Random(1)).outcome())
                .isEqualTo(Outcome.UPLOADED);

        assertThat(fixture.sleeps).extracting(Duration::toMillis).containsExactly(waited);
    }

    @ParameterizedTest
    @CsvSource({"DENIED, DENIED", "BUCKET_MISSING, BUCKET_MISSING", "CLOCK_SKEW, DENIED", "STORAGE_FULL, UNREACHABLE"})
    void whatConcernsEveryFileEndsTheRunAtOnce(Kind kind, ExitCode exitCode) {
        BackupException end =
                catchThrowableOfType(BackupException.class, () -> run(failing(kind, 0, 99), new Random(1)));

        assertThat(end.exitCode()).isEqualTo(exitCode);
        assertThat(puts).hasValue(1);
        assertThat(fixture.sleeps).isEmpty();
    }

    @Test
    void aStoreOutOfReachEndsTheRunOnceTheAttemptsAreUsedUp() {
        BackupException end =
                catchThrowableOfType(BackupException.class, () -> run(failing(Kind.UNREACHABLE, 0, 99), new Random(1)));

        assertThat(end.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(puts).hasValue(3);
    }

    @Test
    void bytesThatArrivedDamagedAreReadAndSentAgain() throws IOException {
        assertThat(run(failing(Kind.DIGEST_MISMATCH, 0, 1), new Random(1)).outcome())
                .isEqualTo(Outcome.UPLOADED);
    }

    @ParameterizedTest
    @CsvSource({"REJECTED", "TOO_LARGE", "NOT_IMPLEMENTED"})
    void aRefusalOfThisFileIsItsEnd(Kind kind) throws IOException {
        TransferResult result = run(failing(kind, 0, 99), new Random(1));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo(Reason.REFUSED);
        assertThat(result.detail()).contains("asked for");
        assertThat(puts).hasValue(1);
    }

    @Test
    void anInterruptedFileIsLeftForTheNextRun() throws IOException {
        PlannedFile file = fixture.planned(PATH, Action.SEND);
        Thread.currentThread().interrupt();
        try {
            assertThat(run(fixture.memory, file, new Random(1)))
                    .isEqualTo(new TransferResult(Outcome.FAILED, Reason.INTERRUPTED));
        } finally {
            boolean unused = Thread.interrupted();
        }
    }

    private TransferResult run(ObjectStore store, RandomGenerator random) throws IOException {
        return run(store, fixture.planned(PATH, Action.SEND), random);
    }

    private TransferResult run(ObjectStore store, PlannedFile file, RandomGenerator random) {
        return new Attempts(fixture.context(store), fixture.transfer(store), fixture.sleeper, random).run(file);
    }

    private ObjectStore failing(Kind kind, long retryAfterMillis, int times) {
        return new ForwardingObjectStore(fixture.memory) {
            @Override
            public String put(PutRequest request, Body body) {
                if (puts.incrementAndGet() <= times) {
                    throw new StoreException(kind, "put", PATH, "asked for", retryAfterMillis, null);
                }
                return super.put(request, body);
            }
        };
    }

    /** Draws the largest number each time. */
    private static final class Largest implements RandomGenerator {
        @Override
        public long nextLong() {
            return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
