package io.cammanager.backup.core.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.catalog.BegunUpload;
import io.cammanager.backup.core.catalog.Proof;
import io.cammanager.backup.core.catalog.UploadJournal;
import io.cammanager.backup.core.concurrent.StopSignal;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.scan.FileStat;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.BytesBody;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.MultipartUpload.Part;
import io.cammanager.backup.core.store.MultipartUpload.StoredPart;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.UnfinishedUpload;
import io.cammanager.backup.core.store.layer.CountingStore;
import io.cammanager.backup.core.store.layer.EncryptingStore;
import io.cammanager.backup.core.store.layer.ForwardingMultipartUpload;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.crypto.CryptKeys;
import io.cammanager.backup.crypto.CryptOptions;
import io.cammanager.backup.crypto.Nonce;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in parts that one attempt leaves and another one finds: 11 MiB in three parts, the second of which fails. */
final class ParkedUploadsTest {
    private static final int MIB = 1 << 20;
    private static final ObjectKey PATH = new ObjectKey("north/big.mp4");

    private final byte[] bytes = new byte[11 * MIB];
    private final Queue<Integer> sent = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> arrived = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory;

    private TransferFixture fixture;
    private @Nullable RcloneCrypt crypt;

    @BeforeEach
    void setUp() throws IOException {
        new Random(1).nextBytes(bytes);
        fixture = new TransferFixture(directory);
        fixture.options = SyncOptions.builder()
                .uploadCutoffBytes(5 * MIB)
                .partSizeBytes(5 * MIB)
                .attempts(1)
                .build();
        Path unused = fixture.write(PATH.value(), bytes);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void theNextAttemptSendsOnlyWhatIsMissing() throws IOException {
        park();
        assertThat(fixture.isConfirmed(PATH.value())).isFalse();

        TransferResult result = run(failing(number -> false));

        assertThat(result).isEqualTo(new TransferResult(Outcome.UPLOADED, Reason.NEW));
        assertThat(sent).containsExactly(2);
        isWholeAndProven();
    }

    @Test
    void theNextAttemptOfTheSameRunDoesSoToo() throws IOException {
        fixture.options = fixture.options.toBuilder().attempts(2).build();
        AtomicBoolean failed = new AtomicBoolean();

        TransferResult result = run(failing(number -> number == 2 && failed.compareAndSet(false, true)));

        assertThat(result.outcome()).isEqualTo(Outcome.UPLOADED);
        assertThat(arrived).hasSize(3);
        isWholeAndProven();
    }

    @Test
    void goesOnWithTheSizeOfPartsThatItWasBegunWith() throws IOException {
        park();
        fixture.options = fixture.options.toBuilder().partSizeBytes(6 * MIB).build();

        assertThat(run(failing(number -> false)).outcome()).isEqualTo(Outcome.UPLOADED);

        assertThat(sent).containsExactly(2);
        assertThat(fixture.head(PATH.value()).etag()).endsWith("-3");
        isWholeAndProven();
    }

    @Test
    void theUploadIsNotedBeforeItsFirstPart() throws IOException {
        ObjectStore store = hooked((number, part) -> {
            assertThat(fixture.catalog.begunUploads())
                    .extracting(BegunUpload::uploadId)
                    .containsExactlyElementsOf(open());
            return part.get();
        });

        assertThat(run(store).outcome()).isEqualTo(Outcome.UPLOADED);
        assertThat(journal().all()).isEmpty();
    }

    @Test
    void leavesNothingOfAnUploadWithoutAnyPart() throws IOException {
        assertThat(run(failing(number -> true)).outcome()).isEqualTo(Outcome.FAILED);

        assertThat(open()).isEmpty();
        assertThat(journal().all()).isEmpty();
    }

    @Test
    void leavesNothingOfAnUploadThatWasRefused() throws IOException {
        ObjectStore store = hooked((number, part) -> {
            Part done = part.get();
            if (number == 2) {
                throw new StoreException(Kind.REJECTED, "upload", PATH.value(), "400");
            }
            return done;
        });

        assertThat(run(store).outcome()).isEqualTo(Outcome.FAILED);

        assertThat(open()).isEmpty();
        assertThat(journal().all()).isEmpty();
    }

    @Test
    void sendsAPartAgainThatIsNotAsItMustBe() throws IOException {
        park();
        String uploadId = journal().all().get(0).uploadId();
        MultipartUpload upload = fixture.memory.resumeMultipart(request(), uploadId);
        Part damaged = upload.uploadPart(1, new BytesBody(new byte[5 * MIB]));
        Part tooShort = upload.uploadPart(3, new BytesBody(new byte[7]));

        assertThat(run(failing(number -> false)).outcome()).isEqualTo(Outcome.UPLOADED);

        assertThat(List.of(damaged, tooShort)).doesNotHaveDuplicates();
        assertThat(sent).containsExactlyInAnyOrder(1, 2, 3);
        isWholeAndProven();
    }

    @Test
    void beginsAnewWhenTheUploadIsGone() throws IOException {
        park();
        String uploadId = journal().all().get(0).uploadId();
        fixture.memory.resumeMultipart(request(), uploadId).abort();

        assertThat(run(failing(number -> false)).outcome()).isEqualTo(Outcome.UPLOADED);

        assertThat(sent).containsExactlyInAnyOrder(1, 2, 3);
        isWholeAndProven();
    }

    @Test
    @Tag("F3")
    void f3OtherBytesUnderTheSameStampNeverMeetTheOldParts() throws IOException {
        park();
        BegunUpload old = journal().all().get(0);
        changeUnderTheSameStamp();

        assertThat(run(failing(number -> false)).outcome()).isEqualTo(Outcome.UPLOADED);

        assertThat(sent).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(fixture.head(PATH.value()).metadata().get("cm-id")).isNotEqualTo(old.id());
        isWholeAndProven();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNonceIsKeptForTheSameBytesAndForNoOthers(boolean changed) throws Exception {
        crypt = crypt();
        park();
        BegunUpload old = journal().all().get(0);
        if (changed) {
            changeUnderTheSameStamp();
        }

        ObjectStore store = encrypted(failing(number -> false));
        assertThat(run(store).outcome()).isEqualTo(Outcome.UPLOADED);

        byte[] stored = fixture.stored(PATH.value() + ".bin");
        String nonce = Nonce.ofHeader(Arrays.copyOf(stored, 32)).toString();
        assertThat(nonce.equals(old.nonce())).isEqualTo(!changed);
        assertThat(sent).hasSize(changed ? 3 : 1);
        try (ObjectContent content = store.get(TransferFixture.key(PATH.value()))) {
            assertThat(content.stream().readAllBytes()).isEqualTo(bytes);
        }
        assertThat(open()).isEmpty();
        assertThat(journal().all()).isEmpty();
    }

    private static RcloneCrypt crypt() {
        CryptOptions options = CryptOptions.defaults()
                .withFileNames(CryptOptions.FileNames.OFF)
                .withDirectoryNames(CryptOptions.DirectoryNames.CLEAR);
        try (CryptKeys keys = CryptKeys.derive("correct horse".getBytes(UTF_8), "cctv salt".getBytes(UTF_8))) {
            return RcloneCrypt.open(keys, options);
        }
    }

    /** Encrypts what goes into the store, where this test does. */
    private ObjectStore encrypted(ObjectStore store) {
        return crypt == null ? store : new EncryptingStore(store, TransferFixture.PREFIX, crypt, new SecureRandom());
    }

    /** Changes one byte, and lets the journal say that the file had its present stamp when its parts were sent. */
    private void changeUnderTheSameStamp() throws IOException {
        BegunUpload old = journal().all().get(0);
        bytes[7 * MIB] ^= 1;
        Path unused = fixture.write(PATH.value(), bytes);
        journal()
                .add(new BegunUpload(
                        old.path(),
                        old.key(),
                        old.uploadId(),
                        FileStat.of(fixture.source.resolve(PATH.value())).stamp(),
                        old.partSizeBytes(),
                        old.sums(),
                        old.id(),
                        old.nonce(),
                        old.begunMillis()));
    }

    @Test
    void aCompletionThatNobodyLearnedOfIsProvenAndNotSentAgain() throws IOException {
        park();
        BegunUpload begun = journal().all().get(0);
        MultipartUpload upload = fixture.memory.resumeMultipart(request(), begun.uploadId());
        Part unused = upload.uploadPart(2, new BytesBody(Arrays.copyOfRange(bytes, 5 * MIB, 10 * MIB)));
        // What the upload was begun with is what the object tells, whoever completes it.
        String etag = upload.complete(
                upload.storedParts().stream().map(StoredPart::part).toList());

        sent.clear();

        TransferResult result = fixture.run(failing(number -> false), fixture.planned(PATH.value(), Action.LOOK));

        assertThat(result.outcome()).isEqualTo(Outcome.UPLOADED);
        assertThat(sent).isEmpty();
        assertThat(fixture.head(PATH.value()).etag()).isEqualTo(etag);
        isWholeAndProven();
    }

    @Test
    void aGentleStopLetsPartsArriveAndBeginsNoMore() throws IOException {
        AtomicBoolean stopping = new AtomicBoolean();
        fixture.stop = new StopSignal() {
            @Override
            public boolean isStopping() {
                return stopping.get();
            }

            @Override
            public boolean isAborted() {
                return false;
            }
        };
        fixture.sendPartsOneByOne();
        arrived.clear();
        ObjectStore store = hooked((number, part) -> {
            stopping.set(number == 2);
            return part.get();
        });

        TransferResult result = run(store);
        stopping.set(false);

        assertThat(result).isEqualTo(new TransferResult(Outcome.FAILED, Reason.INTERRUPTED));
        assertThat(arrived).containsExactly(1, 2);
        assertThat(run(failing(number -> false)).outcome()).isEqualTo(Outcome.UPLOADED);
        assertThat(sent).containsExactly(3);
        isWholeAndProven();
    }

    @Test
    void givesUpTheUploadsOfFilesThatAreGoneOrChangedOrTooOld() throws IOException {
        park();
        BegunUpload begun = journal().all().get(0);
        String foreign = fixture.memory.startMultipart(request()).uploadId();
        assertThat(orphansAfter(begun)).contains(begun.uploadId(), foreign);

        BegunUpload old = at(
                begun,
                TransferFixture.MTIME
                        .minus(ParkedUploads.MAX_AGE)
                        .minusMillis(1)
                        .toEpochMilli());
        assertThat(orphansAfter(old)).containsExactly(foreign);

        park();
        begun = journal().all().get(0);
        Path unused = fixture.write(PATH.value(), "changed");
        assertThat(orphansAfter(begun)).containsExactly(foreign);

        Path unusedToo = fixture.write(PATH.value(), bytes);
        park();
        begun = journal().all().get(0);
        Files.delete(fixture.source.resolve(PATH.value()));
        assertThat(orphansAfter(begun)).containsExactly(foreign);
        assertThat(ParkedUploads.unknown(
                        fixture.memory, TransferFixture.PREFIX, journal().all()))
                .extracting(UnfinishedUpload::uploadId)
                .containsExactly(foreign);
    }

    @Test
    void asksTheStoreNothingWhereNothingWasLeft() {
        CountingStore counting = new CountingStore(fixture.memory);

        new ParkedUploads(fixture.context(counting), journal()).giveUpOrphans();

        assertThat(counting.requests()).isZero();
    }

    @Test
    void forgetsTheUploadOfAFileThatWasConfirmedByIt() throws IOException {
        park();
        BegunUpload begun = journal().all().get(0);
        assertThat(run(failing(number -> false)).outcome()).isEqualTo(Outcome.UPLOADED);
        journal().add(begun); // as when the process had died just before it forgot
        CountingStore counting = new CountingStore(fixture.memory);

        new ParkedUploads(fixture.context(counting), journal()).giveUpOrphans();

        assertThat(journal().all()).isEmpty();
        assertThat(counting.requests()).isZero();
    }

    @Test
    void keepsInTheJournalWhatTheStoreWouldNotGiveUp() throws IOException {
        park();
        BegunUpload begun = journal().all().get(0);
        Files.delete(fixture.source.resolve(PATH.value()));
        ObjectStore store = new ForwardingObjectStore(fixture.memory) {
            @Override
            public MultipartUpload resumeMultipart(PutRequest request, String uploadId) {
                throw new StoreException(Kind.UNAVAILABLE, "abort", PATH.value(), "500");
            }
        };

        new ParkedUploads(fixture.context(store), journal()).giveUpOrphans();

        assertThat(journal().all()).containsExactly(begun);
        assertThat(fixture.events).anyMatch(event -> event.toString().contains("could not be given up"));
    }

    /** Sends all parts but the second. */
    private void park() throws IOException {
        CountDownLatch others = new CountDownLatch(2);
        arrived.clear();
        TransferResult result = run(encrypted(hooked((number, part) -> {
            if (number == 2) {
                await(others);
                throw new StoreException(Kind.UNAVAILABLE, "upload", PATH.value(), "500");
            }
            Part done = part.get();
            others.countDown();
            return done;
        })));
        assertThat(arrived).containsExactlyInAnyOrder(1, 3);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(journal().all()).hasSize(1);
        assertThat(open()).contains(journal().all().get(0).uploadId());
        assertThat(fixture.keys()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private TransferResult run(ObjectStore store) throws IOException {
        sent.clear();
        PlannedFile file = fixture.planned(PATH.value(), Action.SEND);
        return fixture.run(store, file);
    }

    private void isWholeAndProven() throws IOException {
        HashCode sha256 = Hashing.sha256().hashBytes(bytes);
        assertThat(fixture.stored(PATH.value())).isEqualTo(bytes);
        assertThat(fixture.confirmation(PATH.value()).sha256()).isEqualTo(sha256);
        assertThat(fixture.confirmation(PATH.value()).proof()).isEqualTo(Proof.SIGNED_SHA256);
        assertThat(open()).isEmpty();
        assertThat(journal().all()).isEmpty();
    }

    /** Returns the uploads that are open after orphans were given up, when the journal has just this one. */
    private List<String> orphansAfter(BegunUpload begun) {
        UploadJournal journal = journal();
        journal.add(begun);
        new ParkedUploads(fixture.context(fixture.memory), journal).giveUpOrphans();
        return open();
    }

    private static BegunUpload at(BegunUpload begun, long millis) {
        return new BegunUpload(
                begun.path(),
                begun.key(),
                begun.uploadId(),
                begun.stamp(),
                begun.partSizeBytes(),
                begun.sums(),
                begun.id(),
                begun.nonce(),
                millis);
    }

    private List<String> open() {
        return fixture.memory.unfinishedUploads("").stream()
                .map(UnfinishedUpload::uploadId)
                .toList();
    }

    private UploadJournal journal() {
        return fixture.catalog.uploadJournal();
    }

    private static PutRequest request() {
        return new PutRequest(TransferFixture.key(PATH.value()), Map.of(), "video/mp4", Condition.ALWAYS);
    }

    private ObjectStore failing(IntPredicate fails) {
        return hooked((number, part) -> {
            if (fails.test(number)) {
                throw new StoreException(Kind.UNAVAILABLE, "upload", PATH.value(), "500");
            }
            return part.get();
        });
    }

    private ObjectStore hooked(PartHook hook) {
        return new ForwardingObjectStore(fixture.memory) {
            @Override
            public MultipartUpload startMultipart(PutRequest request) {
                return new Hooked(super.startMultipart(request), hook);
            }

            @Override
            public MultipartUpload resumeMultipart(PutRequest request, String uploadId) {
                return new Hooked(super.resumeMultipart(request, uploadId), hook);
            }
        };
    }

    private final class Hooked extends ForwardingMultipartUpload {
        private final PartHook hook;

        Hooked(MultipartUpload inner, PartHook hook) {
            super(inner);
            this.hook = hook;
        }

        @Override
        public Part uploadPart(int number, Body body) {
            sent.add(number);
            return hook.send(number, () -> {
                Part part = super.uploadPart(number, body);
                arrived.add(number);
                return part;
            });
        }
    }

    private interface PartHook {
        Part send(int number, Sending part);
    }

    private interface Sending {
        Part get();
    }
}
