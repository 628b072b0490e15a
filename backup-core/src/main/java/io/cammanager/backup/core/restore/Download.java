package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.store.DamagedContentException;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreException.Reach;
import io.cammanager.backup.core.store.StoreException.Retryability;
import io.cammanager.backup.core.store.ZeroedBlocksException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Fetches one recording into a staged file, and again from the start when the way there broke. */
final class Download {
    private static final int ATTEMPTS = 3;
    private static final long BASE_MILLIS = 500;

    private final RestoreContext context;
    private final Staging staging;
    private final ObjectKey path;
    private final ListedObject object;

    Download(RestoreContext context, Staging staging, ObjectKey path, ListedObject object) {
        this.context = context;
        this.staging = staging;
        this.path = path;
        this.object = object;
    }

    /**
     * The bytes of a recording, on disk and compared with all that is known of them.
     *
     * @param damage what is wrong with them, where they are kept all the same; else null
     */
    record Fetched(
            StagedFile file,
            ContentHashes hashes,
            ExpectedContent expected,
            @Nullable String damage) implements AutoCloseable {
        @Override
        public void close() {
            file.close();
        }
    }

    /** Returns the recording; throws {@link EndingException} when it cannot be had. The caller closes what it gets. */
    Fetched run() {
        @Nullable String difference = null;
        for (int attempt = 1; ; attempt++) {
            context.listener().onEvent(new BackupEvent.TransferStarted(path.value(), object.size(), attempt));
            try {
                Fetched fetched = attempt();
                if (fetched.damage() == null || difference != null) {
                    return fetched;
                }
                fetched.close();
                difference = fetched.damage();
                retry(attempt, 0, "damaged", difference);
            } catch (StoreException e) {
                endUnlessRetryable(e, attempt);
                retry(
                        attempt,
                        Math.max(backoff(attempt), e.retryAfterMillis()),
                        e.kind().word(),
                        e.reason());
            } catch (DamagedContentException e) {
                // Damage on the way does not come twice; damage at rest does.
                if (difference != null) {
                    throw new EndingException(new Ending(RestoreResult.DAMAGED, e.getMessage()));
                }
                difference = String.valueOf(e.getMessage());
                retry(attempt, 0, "damaged", difference);
            } catch (IOException e) {
                if (attempt >= ATTEMPTS) {
                    throw new EndingException(Ending.failed("could not be read: " + Staging.reason(e)));
                }
                retry(attempt, backoff(attempt), "broken_off", Staging.reason(e));
            }
        }
    }

    private static void endUnlessRetryable(StoreException e, int attempt) {
        if (e.kind() == Kind.INTERRUPTED) {
            throw new EndingException(Ending.STOPPED);
        }
        if (e.retryability() == Retryability.RETRY && attempt < ATTEMPTS) {
            return;
        }
        if (e.reach() == Reach.RUN) {
            throw e.endingRun();
        }
        throw new EndingException(Ending.failed(e.reason()));
    }

    private Fetched attempt() throws IOException {
        StagedFile file = null;
        try (ObjectContent content = context.store().get(object.key())) {
            ExpectedContent expected = ExpectedContent.of(content.info());
            file = staging.create();
            Received received = receive(content, expected, file);
            compare(expected, received);
            file.seal(expected.mtime());
            Fetched fetched = new Fetched(file, received.hashes, expected, received.damage);
            file = null;
            return fetched;
        } finally {
            if (file != null) {
                file.close();
            }
        }
    }

    /** What has come so far. */
    private static final class Received {
        private final ContentHashes hashes;
        private long bytes;
        private @Nullable String damage;

        Received(ContentHashes hashes) {
            this.hashes = hashes;
        }
    }

    private Received receive(ObjectContent content, ExpectedContent expected, StagedFile file) throws IOException {
        Received received = new Received(new ContentHashes(expected.wanted()));
        InputStream in = content.stream();
        byte[] buffer = new byte[ContentHashes.BUFFER_BYTES];
        for (int count = read(in, buffer, received); count >= 0; count = read(in, buffer, received)) {
            if (context.cancelled().getAsBoolean()) {
                throw new EndingException(Ending.STOPPED);
            }
            received.bytes += count;
            if (received.bytes > expected.size()) {
                throw new IOException("more than the " + expected.size() + " bytes that were announced");
            }
            received.hashes.update(buffer, count);
            file.write(buffer, count);
            context.listener().onEvent(new BackupEvent.TransferProgress(path.value(), count));
        }
        if (received.bytes < expected.size()) {
            throw new EOFException("only " + received.bytes + " of " + expected.size() + " bytes came");
        }
        return received;
    }

    private static int read(InputStream in, byte[] buffer, Received received) throws IOException {
        try {
            return in.read(buffer);
        } catch (ZeroedBlocksException e) {
            received.damage = String.valueOf(e.getMessage());
            return -1;
        }
    }

    private void compare(ExpectedContent expected, Received received) throws DamagedContentException {
        if (expected.size() != object.size()) {
            throw new DamagedContentException(
                    "it has " + expected.size() + " bytes, listed with " + object.size(), null);
        }
        String difference = expected.difference(received.hashes);
        if (difference != null && received.damage == null) {
            throw new DamagedContentException(difference, null);
        }
    }

    private long backoff(int attempt) {
        return context.random().nextLong((BASE_MILLIS << attempt) + 1);
    }

    private void retry(int attempt, long delayMillis, String kind, String cause) {
        context.listener().onEvent(new BackupEvent.Retrying(path.value(), attempt, delayMillis, kind, cause));
        try {
            context.sleeper().sleep(Duration.ofMillis(delayMillis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EndingException(Ending.STOPPED);
        }
    }
}
