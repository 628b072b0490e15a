package io.cammanager.backup.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.Outcome;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.catalog.Proof;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.layer.ForwardingMultipartUpload;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.layer.RetryingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads in parts: 11 MiB in three parts. */
final class PartSenderTest {
    private static final int MIB = 1 << 20;
    private static final String PATH = "north/big.mp4";

    private final AtomicInteger open = new AtomicInteger();
    private Runnable onAbort = () -> {};
    private final AtomicInteger sent = new AtomicInteger();
    private final byte[] bytes = new byte[11 * MIB];

    @TempDir
    private Path directory;

    private TransferFixture fixture;

    @BeforeEach
    void setUp() throws IOException {
        new Random(1).nextBytes(bytes);
        fixture = new TransferFixture(directory);
        fixture.options = SyncOptions.builder()
                .uploadCutoffBytes(5 * MIB)
                .partSizeBytes(5 * MIB)
                .build();
        Path unused = fixture.write(PATH, bytes);
    }

    @AfterEach
    void tearDown() {
        fixture.close();
    }

    @Test
    void theObjectIsWholeProvenAndReadableByRclone() throws IOException {
        TransferResult result =
                fixture.run(store((number, body, part) -> part.send()), fixture.planned(PATH, Action.SEND));

        ObjectInfo stored = fixture.head(PATH);
        assertThat(result).isEqualTo(new TransferResult(Outcome.UPLOADED, Reason.NEW));
        assertThat(fixture.stored(PATH)).isEqualTo(bytes);
        assertThat(stored.etag()).endsWith("-3");
        assertThat(stored.metadata()).containsKeys("mtime", "md5chksum", "cm-id", "cm-sha256");
        assertThat(fixture.confirmation(PATH).proof()).isEqualTo(Proof.SIGNED_SHA256);
        assertThat(open).hasValue(0);
    }

    @Test
    void sendsPartsSideBySide() throws IOException {
        CountDownLatch all = new CountDownLatch(3);
        ObjectStore store = store((number, body, part) -> {
            all.countDown();
            if (!await(all)) {
                throw new StoreException(Kind.REJECTED, "upload", PATH, "the parts came one by one");
            }
            return part.send();
        });

        assertThat(fixture.run(store, fixture.planned(PATH, Action.SEND)).outcome())
                .isEqualTo(Outcome.UPLOADED);
    }

    @Test
    void aPartThatFailsOnceIsSentAgainByItself() throws IOException {
        AtomicInteger failures = new AtomicInteger();
        ObjectStore store = store((number, body, part) -> {
            if (number == 2 && failures.incrementAndGet() == 1) {
                throw new StoreException(Kind.UNAVAILABLE, "upload", PATH, "500");
            }
            return part.send();
        });

        TransferResult result = fixture.run(
                new RetryingStore(store, fixture.sleeper, new Random(1)), fixture.planned(PATH, Action.SEND));

        assertThat(result.outcome()).isEqualTo(Outcome.UPLOADED);
        assertThat(sent).hasValue(4);
        assertThat(open).hasValue(0);
    }

    @Test
    void aPartThatNeverArrivesLeavesNoUploadBehind() throws IOException {
        ObjectStore store = store((number, body, part) -> {
            if (number == 2) {
                throw new StoreException(Kind.UNAVAILABLE, "upload", PATH, "500");
            }
            return part.send();
        });

        TransferResult result = fixture.run(store, fixture.planned(PATH, Action.SEND));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).isEqualTo(Reason.ATTEMPTS_USED_UP);
        assertThat(open).hasValue(0);
        assertThat(fixture.keys()).isEmpty();
        assertThat(fixture.isConfirmed(PATH)).isFalse();
    }

    @Test
    void noPartIsUnderWayAnyMoreWhenAnUploadIsGivenUp() throws IOException {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger atAbort = new AtomicInteger(-1);
        CountDownLatch begun = new CountDownLatch(2);
        ObjectStore store = new ForwardingObjectStore(fixture.memory) {
            @Override
            public MultipartUpload startMultipart(PutRequest request) {
                return new ForwardingMultipartUpload(super.startMultipart(request)) {
                    @Override
                    public Part uploadPart(int number, Body body) {
                        if (number == 1) {
                            boolean unused = await(begun);
                            throw new StoreException(Kind.REJECTED, "upload", PATH, "400");
                        }
                        underWay.incrementAndGet();
                        begun.countDown();
                        try {
                            slowToLetGo();
                            return super.uploadPart(number, body);
                        } finally {
                            underWay.decrementAndGet();
                        }
                    }

                    @Override
                    public void abort() {
                        atAbort.set(underWay.get());
                        super.abort();
                    }
                };
            }
        };

        assertThat(fixture.run(store, fixture.planned(PATH, Action.SEND)).outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(atAbort).hasValue(0);
    }

    @Test
    void aFileThatChangesWhileItsPartsAreSentIsNotPublished() throws IOException {
        ObjectStore store = store((number, body, part) -> {
            MultipartUpload.Part done = part.send();
            if (number == 3) {
                try {
                    Files.writeString(fixture.source.resolve(PATH), "changed");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
            return done;
        });

        TransferResult result = fixture.run(store, fixture.planned(PATH, Action.SEND));

        assertThat(result).isEqualTo(new TransferResult(Outcome.DEFERRED, Reason.CHANGED_WHILE_READ));
        assertThat(fixture.keys()).isEmpty();
        assertThat(open).hasValue(0);
    }

    @Test
    void keepsWhatIsThereBeforeItIsReplaced() throws IOException {
        fixture.put(PATH, Map.of(), new byte[] {1});

        TransferResult result =
                fixture.run(store((number, body, part) -> part.send()), fixture.planned(PATH, Action.REPLACE));

        assertThat(result.reason()).isEqualTo(Reason.REPLACED);
        assertThat(fixture.stored(PATH)).hasSizeGreaterThan(1);
        assertThat(fixture.stored(".cammanager/replaced/run/" + PATH)).containsExactly(1);
    }

    @Test
    void neverReplacesWhatHasAppearedMeanwhile() throws IOException {
        fixture.put(PATH, Map.of(), new byte[] {1});
        ObjectStore store = store((number, body, part) -> {
            if (number == 2) {
                fixture.put(PATH, Map.of(), new byte[] {2});
            }
            return part.send();
        });

        TransferResult result = fixture.run(store, fixture.planned(PATH, Action.REPLACE));

        assertThat(result.outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(fixture.stored(PATH)).containsExactly(2);
        assertThat(open).hasValue(0);
    }

    @Test
    void neverReplacesWhatIsThere() throws IOException {
        fixture.put(PATH, Map.of(), new byte[1 << 25]);

        TransferResult result =
                fixture.run(store((number, body, part) -> part.send()), fixture.planned(PATH, Action.SEND));

        assertThat(result.outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(sent).hasValue(0);
        assertThat(fixture.stored(PATH)).hasSize(1 << 25);
    }

    @Test
    void aCompletionWhoseAnswerWasLostCounts() throws IOException {
        ObjectStore store = new ForwardingObjectStore(fixture.memory) {
            @Override
            public MultipartUpload startMultipart(PutRequest request) {
                return new ForwardingMultipartUpload(super.startMultipart(request)) {
                    private boolean lost;

                    @Override
                    public String complete(List<Part> parts) {
                        String etag = super.complete(parts);
                        if (!lost) {
                            lost = true;
                            throw new StoreException(Kind.UNAVAILABLE, "complete", PATH, "500");
                        }
                        return etag;
                    }
                };
            }
        };

        TransferResult result = fixture.run(
                new RetryingStore(store, fixture.sleeper, new Random(1)), fixture.planned(PATH, Action.SEND));

        assertThat(result.outcome()).isEqualTo(Outcome.UPLOADED);
        assertThat(fixture.stored(PATH)).isEqualTo(bytes);
    }

    @Test
    void whoIsToldToStopDoesNotWaitForAnAbortThatHangs() throws IOException {
        Thread runner = Thread.currentThread();
        CountDownLatch toldToStop = new CountDownLatch(1);
        onAbort = () -> {
            if (!await(new CountDownLatch(1)) && Thread.currentThread().isInterrupted()) {
                toldToStop.countDown();
            }
        };
        ObjectStore store = store((number, body, part) -> {
            runner.interrupt();
            slowToLetGo();
            return part.send();
        });

        TransferResult result = fixture.run(store, fixture.planned(PATH, Action.SEND));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isEqualTo(new TransferResult(Outcome.FAILED, Reason.INTERRUPTED));
        assertThat(await(toldToStop)).isTrue();
    }

    private ObjectStore store(PartHook hook) {
        return new ForwardingObjectStore(fixture.memory) {
            @Override
            public MultipartUpload startMultipart(PutRequest request) {
                MultipartUpload upload = super.startMultipart(request);
                open.incrementAndGet();
                return new ForwardingMultipartUpload(upload) {
                    @Override
                    public Part uploadPart(int number, Body body) {
                        sent.incrementAndGet();
                        return hook.send(number, body, () -> super.uploadPart(number, body));
                    }

                    @Override
                    public String complete(List<Part> parts) {
                        String etag = super.complete(parts);
                        open.decrementAndGet();
                        return etag;
                    }

                    @Override
                    public void abort() {
                        onAbort.run();
                        super.abort();
                        open.decrementAndGet();
                    }
                };
            }
        };
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends some time after it was interrupted, as a request on the wire does. */
    private static void slowToLetGo() {
        for (int i = 0; i < 2; i++) {
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException e) {
                // The rest of the wait is the point.
            }
        }
    }

    private interface PartHook {
        MultipartUpload.Part send(int number, Body body, Sending part);
    }

    private interface Sending {
        MultipartUpload.Part send();
    }
}
