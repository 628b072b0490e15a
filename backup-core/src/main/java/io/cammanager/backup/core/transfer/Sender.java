package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.Digests;
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
     * @throws StoreException of kind {@code PRECONDITION_FAILED} when something stands at the key, which may be what an
     *     earlier try of this very call has left there
     */
    void send(Upload upload) throws IOException {
        PartPlan plan = upload.plan();
        PutRequest request = request(upload);
        LongConsumer progress = count -> context.listener()
                .onEvent(new BackupEvent.TransferProgress(upload.path().value(), count));
        // Completing an upload in parts is conditional at few stores, so there the question is always asked.
        if (!plan.isSinglePut() || context.traits().conditionalPut() == Enforcement.DOES_NOT_HOLD) {
            requireAbsent(request.key());
        }
        if (plan.isSinglePut()) {
            Digests digests = upload.digests().parts().get(0);
            StoredBytes bytes = upload.form().secondPass();
            context.store().put(request, new FileBody(bytes, 0, plan.fileSize(), digests, progress));
        } else {
            parts.send(request, upload, progress);
        }
    }

    private PutRequest request(Upload upload) {
        StoredForm form = upload.form();
        RecordingMetadata metadata = new RecordingMetadata(
                form.file().stamp().mtimeNanos(),
                upload.plan().isSinglePut() ? null : upload.digests().md5(),
                upload.id(),
                upload.stated());
        return new PutRequest(
                context.key(upload.path()),
                metadata.toMap(),
                form.contentType(upload.path().name()),
                PutRequest.Condition.IF_ABSENT);
    }

    private void requireAbsent(ObjectKey key) {
        ObjectStore store = context.store();
        if (store.head(key).isPresent()) {
            throw new StoreException(
                    StoreException.Kind.PRECONDITION_FAILED, "put", key.value(), "an object is there already");
        }
    }
}
