package io.cammanager.backup.core.lock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.MemoryBody;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The object of a lease in the bucket. */
final class LeaseObject {
    private static final int MAX_BYTES = 4096;

    private final LeaseContext context;
    private final ObjectKey key;

    LeaseObject(LeaseContext context, ObjectKey key) {
        this.context = context;
        this.key = key;
    }

    /** What stands there. */
    record Seen(String etag, LeaseRecord record) {}

    Optional<Seen> read() {
        try (ObjectContent content = context.store().get(key)) {
            String text = new String(content.stream().readNBytes(MAX_BYTES), UTF_8);
            LeaseRecord record = LeaseRecord.parse(text)
                    .orElseGet(() -> LeaseRecord.notUnderstood(content.info().lastModified()));
            return Optional.of(new Seen(content.info().etag(), record));
        } catch (StoreException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        } catch (IOException e) {
            throw new StoreException(Kind.UNAVAILABLE, "read", key.value(), "the answer broke off", 0, e);
        }
    }

    /**
     * Writes once, without retries, and returns what stands there afterwards: a refusal may be the echo of our own success,
     * and after a broken answer nobody knows. Only the nonce tells whose it is.
     *
     * @throws StoreException when the store will not have it, or cannot be asked
     */
    Optional<Seen> write(LeaseRecord record, Condition condition) {
        PutRequest request = new PutRequest(key, Map.of(), "application/json", condition);
        try {
            String etag = context.storeOnce().put(request, MemoryBody.of(record.format()));
            return etag.isEmpty() ? read() : Optional.of(new Seen(etag, record));
        } catch (StoreException e) {
            return switch (e.kind()) {
                case PRECONDITION_FAILED, CONFLICT, NOT_FOUND, UNAVAILABLE, UNREACHABLE, THROTTLED -> read();
                default -> throw e;
            };
        }
    }
}
