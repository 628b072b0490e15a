package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import java.io.IOException;
import java.util.function.LongConsumer;

/** The second pass: sends a file whose digests are known, in one piece or in parts, never over an existing object. */
final class Sender {
    private final TransferContext context;
    private final PartSender parts;

    Sender(TransferContext context, PartSender parts) {
        this.context = context;
        this.parts = parts;
    }

    /**
     * Sends the file.
     *
     * @param uploadId random, new for each attempt
     * @throws StoreException of kind {@code PRECONDITION_FAILED} when something stands at the key, which may be what an
     *     earlier try of this very call has left there
     */
    void send(ObjectKey path, SourceFile file, PartPlan plan, FileDigests digests, String uploadId) throws IOException {
        ObjectKey key = context.key(path);
        boolean single = plan.isSinglePut();
        PutRequest request = new PutRequest(
                key,
                new RecordingMetadata(
                                file.stamp().mtimeNanos(), single ? null : digests.md5(), uploadId, digests.sha256())
                        .toMap(),
                ContentTypes.of(path.name()),
                PutRequest.Condition.IF_ABSENT);
        LongConsumer progress =
                bytes -> context.listener().onEvent(new BackupEvent.TransferProgress(path.value(), bytes));
        // Completing an upload in parts is conditional at few stores, so there the question is always asked.
        if (!single || context.traits().conditionalPut() == Enforcement.DOES_NOT_HOLD) {
            requireAbsent(key);
        }
        if (single) {
            context.store()
                    .put(
                            request,
                            new FileBody(
                                    file, 0, plan.fileSize(), digests.parts().get(0), progress));
        } else {
            parts.send(request, file, plan, digests, progress);
        }
    }

    private void requireAbsent(ObjectKey key) {
        ObjectStore store = context.store();
        if (store.head(key).isPresent()) {
            throw new StoreException(
                    StoreException.Kind.PRECONDITION_FAILED, "put", key.value(), "an object is there already");
        }
    }
}
