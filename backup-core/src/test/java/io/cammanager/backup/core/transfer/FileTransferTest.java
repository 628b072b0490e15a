package io.cammanager.backup.core.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.catalog.Proof;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.BytesBody;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.layer.CountingStore;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.layer.RetryingStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FileTransferTest {
    private static final String PATH = "north/2026-02-03_04-05-06.mp4";
    private static final String TEXT = "a recording";
    private static final byte[] BYTES = TEXT.getBytes(UTF_8);
    private static final String KEPT = ".cammanager/replaced/run/" + PATH;
    private static final String MTIME = "1770091506.123456789";

    @TempDir
    private Path directory;

    private TransferFixture fixture;

    @BeforeEach
    void setUp() throws IOException {
        fixture = new TransferFixture(directory);
        Path unused = fixture.write(PATH, TEXT);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void whatIsSentIsProvenAndRemembered() throws IOException {
        PlannedFile file = fixture.planned(PATH, Action.SEND);

        TransferResult result = fixture.run(fixture.memory, file);

        ObjectInfo stored = fixture.head(PATH);
        Confirmation confirmation = fixture.confirmation(PATH);
        assertThat(result).isEqualTo(new TransferResult(Outcome.UPLOADED, Reason.NEW));
        assertThat(fixture.stored(PATH)).isEqualTo(BYTES);
        assertThat(stored.metadata())
                .containsEntry("mtime", MTIME)
                .containsEntry("cm-sha256", Hashing.sha256().hashBytes(BYTES).toString())
                .containsKey("cm-id")
                .doesNotContainKey("md5chksum");
        assertThat(confirmation.etag()).isEqualTo(stored.etag());
        assertThat(confirmation.uploadId()).isEqualTo(stored.metadata().get("cm-id"));
        assertThat(confirmation.sha256()).isEqualTo(Hashing.sha256().hashBytes(BYTES));
        assertThat(confirmation.proof()).isEqualTo(Proof.SIGNED_SHA256);
        assertThat(fixture.catalog.find(new ObjectKey(PATH)).orElseThrow().stamp())
                .isEqualTo(file.stamp());
    }

    @Test
    void whereNothingElseIsEnforcedMd5IsTheProof() throws IOException {
        fixture.traits = TransferFixture.ONLY_MD5;

        assertThat(fixture.run(fixture.memory, fixture.planned(PATH, Action.SEND))
                        .outcome())
                .isEqualTo(Outcome.UPLOADED);

        assertThat(fixture.confirmation(PATH).proof()).isEqualTo(Proof.MD5);
    }

    @Test
    void anEmptyFileIsSentToo() throws IOException {
        Path unused = fixture.write("north/empty.mp4", "");

        assertThat(fixture.run(fixture.memory, fixture.planned("north/empty.mp4", Action.SEND))
                        .outcome())
                .isEqualTo(Outcome.UPLOADED);
        assertThat(fixture.head("north/empty.mp4").size()).isZero();
    }

    @Test
    void sendsWithoutAskingFirst() throws IOException {
        CountingStore store = new CountingStore(fixture.memory);

        assertThat(fixture.run(store, fixture.planned(PATH, Action.SEND)).outcome())
                .isEqualTo(Outcome.UPLOADED);

        assertThat(store.requests()).isEqualTo(2);
    }

    @Test
    void aFileThatChangesWhileItIsSentIsNotPublished() throws IOException {
        ObjectStore store = beforePut(() -> Files.writeString(fixture.source.resolve(PATH), "changed"));

        TransferResult result = fixture.run(store, fixture.planned(PATH, Action.SEND));

        assertThat(result).isEqualTo(new TransferResult(Outcome.DEFERRED, Reason.CHANGED_WHILE_READ));
        assertThat(fixture.keys()).isEmpty();
        assertThat(fixture.isConfirmed(PATH)).isFalse();
    }

    @Test
    void aFileThatChangesBeforeTheProofIsTakenBack() throws IOException {
        ObjectStore store = new Changed() {
            @Override
            public String put(PutRequest request, Body body) {
                String etag = super.put(request, body);
                io(() -> Files.writeString(fixture.source.resolve(PATH), "changed"));
                return etag;
            }
        };

        TransferResult result = fixture.run(store, fixture.planned(PATH, Action.SEND));

        assertThat(result.outcome()).isEqualTo(Outcome.DEFERRED);
        assertThat(fixture.keys()).isEmpty();
        assertThat(fixture.isConfirmed(PATH)).isFalse();
    }

    @Test
    void aFileThatChangedSinceTheScanIsDeferredUnsent() throws IOException {
        PlannedFile file = fixture.planned(PATH, Action.SEND);
        Path unused = fixture.write(PATH, "longer than it was");
        CountingStore store = new CountingStore(fixture.memory);

        assertThat(fixture.run(store, file)).isEqualTo(new TransferResult(Outcome.DEFERRED, Reason.CHANGED_WHILE_READ));
        assertThat(store.requests()).isZero();
    }

    @Test
    void aFileThatIsGoneHasVanished() throws IOException {
        PlannedFile file = fixture.planned(PATH, Action.SEND);
        Files.delete(fixture.source.resolve(PATH));

        assertThat(fixture.run(fixture.memory, file)).isEqualTo(new TransferResult(Outcome.VANISHED, Reason.GONE));
    }

    @Test
    void aFileThatGoesWhileItIsSentIsSavedAllTheSame() throws IOException {
        ObjectStore store = beforePut(() -> Files.delete(fixture.source.resolve(PATH)));

        TransferResult result = fixture.run(store, fixture.planned(PATH, Action.SEND));

        assertThat(result.outcome()).isEqualTo(Outcome.UPLOADED);
        assertThat(fixture.keys()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"SEND", "LOOK", "COMPARE", "REPLACE"})
    void aLargerObjectAtTheKeyIsAConflictAndStays(Action action) throws IOException {
        byte[] larger = "another recording".getBytes(UTF_8);
        fixture.put(PATH, Map.of("mtime", MTIME), larger);

        TransferResult result = fixture.run(fixture.memory, fixture.planned(PATH, action));

        assertThat(result).isEqualTo(new TransferResult(Outcome.CONFLICT, Reason.SMALLER));
        assertThat(fixture.stored(PATH)).isEqualTo(larger);
        assertThat(fixture.keys()).containsExactly("site/" + PATH);
        assertThat(fixture.isConfirmed(PATH)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"SEND", "LOOK", "COMPARE", "REPLACE"})
    void aSmallerObjectAtTheKeyIsKeptAndReplaced(Action action) throws IOException {
        fixture.put(PATH, Map.of("mtime", MTIME), "other".getBytes(UTF_8));

        TransferResult result = fixture.run(fixture.memory, fixture.planned(PATH, action));

        assertThat(result).isEqualTo(new TransferResult(Outcome.UPLOADED, Reason.REPLACED));
        assertThat(fixture.stored(PATH)).isEqualTo(BYTES);
        assertThat(fixture.stored(KEPT)).isEqualTo("other".getBytes(UTF_8));
        assertThat(fixture.isConfirmed(PATH)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"SEND", "LOOK", "COMPARE", "REPLACE"})
    void otherContentAtTheKeyIsKeptAndReplaced(Action action) throws IOException {
        byte[] other = "A RECORDING".getBytes(UTF_8);
        fixture.put(PATH, Map.of("mtime", "1.5"), other);

        TransferResult result = fixture.run(fixture.memory, fixture.planned(PATH, action));

        assertThat(result).isEqualTo(new TransferResult(Outcome.UPLOADED, Reason.REPLACED));
        assertThat(fixture.stored(PATH)).isEqualTo(BYTES);
        assertThat(fixture.stored(KEPT)).isEqualTo(other);
        assertThat(fixture.isConfirmed(PATH)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"SEND", "LOOK"})
    void anObjectOfEqualSizeAndTimeIsAdopted(Action action) throws IOException {
        fixture.put(PATH, Map.of("mtime", MTIME), BYTES);

        TransferResult result = fixture.run(fixture.memory, fixture.planned(PATH, action));

        assertThat(result).isEqualTo(new TransferResult(Outcome.UNCHANGED, Reason.ADOPTED));
        assertThat(fixture.confirmation(PATH).proof()).isEqualTo(Proof.METADATA);
        assertThat(fixture.confirmation(PATH).sha256()).isNull();
    }

    @Test
    void whatWasConfirmedWithAHashIsNotAdoptedOnTheWordOfATime() throws IOException {
        PlannedFile file = fixture.planned(PATH, Action.LOOK);
        Confirmation confirmation =
                new Confirmation("e", Hashing.sha256().hashBytes(BYTES), "id", Proof.SIGNED_SHA256, 1);
        fixture.catalog.confirm(new CatalogRow(file.path(), file.stamp(), 1, confirmation));
        fixture.put(PATH, Map.of("mtime", MTIME), "A RECORDING".getBytes(UTF_8));

        assertThat(fixture.run(fixture.memory, file).reason()).isEqualTo(Reason.REPLACED);
        assertThat(fixture.stored(PATH)).isEqualTo(BYTES);
        assertThat(fixture.stored(KEPT)).isEqualTo("A RECORDING".getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"SEND", "LOOK", "COMPARE"})
    void theSameContentWithAnotherTimeIsFoundByItsHash(Action action) throws IOException {
        fixture.put(PATH, Map.of("mtime", "1.5"), BYTES);

        TransferResult result = fixture.run(fixture.memory, fixture.planned(PATH, action));

        assertThat(result).isEqualTo(new TransferResult(Outcome.UNCHANGED, Reason.SAME_CONTENT));
        assertThat(fixture.confirmation(PATH).proof()).isEqualTo(Proof.CONTENT);
        assertThat(fixture.head(PATH).metadata()).containsEntry("mtime", "1.5");
    }

    @Test
    void whatIsNoLongerThereIsSentAgain() throws IOException {
        assertThat(fixture.run(fixture.memory, fixture.planned(PATH, Action.LOOK))
                        .outcome())
                .isEqualTo(Outcome.UPLOADED);
        assertThat(fixture.stored(PATH)).isEqualTo(BYTES);
    }

    @Test
    void aPutWhoseAnswerWasLostCountsOnce() throws IOException {
        AtomicInteger puts = new AtomicInteger();
        ObjectStore lossy = new Changed() {
            @Override
            public String put(PutRequest request, Body body) {
                String etag = super.put(request, body);
                if (puts.incrementAndGet() == 1) {
                    throw new StoreException(Kind.UNAVAILABLE, "put", "k", "500");
                }
                return etag;
            }
        };

        TransferResult result = fixture.run(
                new RetryingStore(lossy, fixture.sleeper, new Random(1)), fixture.planned(PATH, Action.SEND));

        assertThat(result.outcome()).isEqualTo(Outcome.UPLOADED);
        assertThat(fixture.keys()).containsExactly("site/" + PATH);
        assertThat(fixture.isConfirmed(PATH)).isTrue();
        assertThat(fixture.events).noneMatch(BackupEvent.Retrying.class::isInstance);
    }

    @Test
    void aPutThatNobodyKeptIsNeverConfirmed() throws IOException {
        AtomicInteger puts = new AtomicInteger();
        ObjectStore blackHole = new Changed() {
            @Override
            public String put(PutRequest request, Body body) {
                puts.incrementAndGet();
                return "etag";
            }
        };

        TransferResult result = fixture.run(blackHole, fixture.planned(PATH, Action.SEND));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo(Reason.ATTEMPTS_USED_UP);
        assertThat(puts).hasValue(3);
        assertThat(fixture.isConfirmed(PATH)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"size", "sha256"})
    void whatIsStoredDamagedIsTakenBackAndSentAgain(String what) throws IOException {
        AtomicInteger puts = new AtomicInteger();
        ObjectStore damaging = new Changed() {
            @Override
            public String put(PutRequest request, Body body) {
                if (puts.incrementAndGet() > 1) {
                    return super.put(request, body);
                }
                return what.equals("size")
                        ? super.put(request, new BytesBody("a record".getBytes(UTF_8)))
                        : super.put(otherHash(request), body);
            }
        };

        TransferResult result = fixture.run(damaging, fixture.planned(PATH, Action.SEND));

        assertThat(result.outcome()).isEqualTo(Outcome.UPLOADED);
        assertThat(puts).hasValue(2);
        assertThat(fixture.stored(PATH)).isEqualTo(BYTES);
        assertThat(fixture.confirmation(PATH).uploadId())
                .isEqualTo(fixture.head(PATH).metadata().get("cm-id"));
    }

    @Test
    void whatIsAlwaysStoredDamagedLeavesNothing() throws IOException {
        ObjectStore damaging = new Changed() {
            @Override
            public String put(PutRequest request, Body body) {
                return super.put(otherHash(request), body);
            }
        };

        TransferResult result = fixture.run(damaging, fixture.planned(PATH, Action.SEND));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(fixture.keys()).isEmpty();
        assertThat(fixture.isConfirmed(PATH)).isFalse();
    }

    @Test
    void aStoreThatIgnoresConditionsIsAskedFirstAndNothingIsReplaced() throws IOException {
        fixture.traits = TransferFixture.UNCONDITIONAL;
        fixture.put(PATH, Map.of(), "other".getBytes(UTF_8));
        ObjectStore heedless = heedless();

        assertThat(fixture.run(heedless, fixture.planned(PATH, Action.SEND)).outcome())
                .isEqualTo(Outcome.CONFLICT);
        assertThat(fixture.stored(PATH)).isEqualTo("other".getBytes(UTF_8));
    }

    @Test
    void aStoreThatIgnoresConditionsTakesWhatIsNew() throws IOException {
        fixture.traits = TransferFixture.UNCONDITIONAL;

        assertThat(fixture.run(heedless(), fixture.planned(PATH, Action.SEND)).outcome())
                .isEqualTo(Outcome.UPLOADED);
    }

    @Test
    void aFileThatNoStoreTakesFailsUnread() throws IOException {
        PlannedFile real = fixture.planned(PATH, Action.SEND);
        PlannedFile huge = new PlannedFile(real.path(), new FileStamp(60L << 40, 1, 1, 1), real.decision(), null);

        assertThat(fixture.run(fixture.memory, huge)).isEqualTo(new TransferResult(Outcome.FAILED, Reason.TOO_LARGE));
    }

    @Test
    void aFileOfExactlyOnePartIsProven() throws IOException {
        fixture.options = SyncOptions.builder().uploadCutoffBytes(5).build();

        assertThat(fixture.run(fixture.memory, fixture.planned(PATH, Action.SEND))
                        .outcome())
                .isEqualTo(Outcome.UPLOADED);
    }

    private static PutRequest otherHash(PutRequest request) {
        Map<String, String> metadata = new HashMap<>(request.metadata());
        metadata.put("cm-sha256", "0".repeat(64));
        return new PutRequest(request.key(), metadata, request.contentType(), request.condition());
    }

    private ObjectStore heedless() {
        return new Changed() {
            @Override
            public String put(PutRequest request, Body body) {
                return super.put(
                        new PutRequest(
                                request.key(), request.metadata(), request.contentType(), PutRequest.Condition.ALWAYS),
                        body);
            }
        };
    }

    private ObjectStore beforePut(IoAction action) {
        return new Changed() {
            @Override
            public String put(PutRequest request, Body body) {
                io(action);
                return super.put(request, body);
            }
        };
    }

    private class Changed extends ForwardingObjectStore {
        Changed() {
            super(fixture.memory);
        }
    }

    @FunctionalInterface
    private interface IoAction {
        void run() throws IOException;
    }

    private static void io(IoAction action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
