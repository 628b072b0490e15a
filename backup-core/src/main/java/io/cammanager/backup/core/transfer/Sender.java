package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.store.Digests;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * The second pass: sends a file whose digests are known, in one piece or in parts, where nothing is or in the place of the
 * one object that was seen.
 */
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
     * @throws StoreException of kind {@code PRECONDITION_FAILED} when something else stands at the key, which may be what
     *     an earlier try of this very call has left there
     */
    void send(Upload upload) throws IOException {
        PartPlan plan = upload.plan();
        StoredBytes bytes = upload.form().secondPass();
        PutRequest request = request(upload);
        LongConsumer progress = count -> context.listener()
                .onEvent(new BackupEvent.TransferProgress(upload.path().value(), count));
        // Completing an upload in parts is conditional at few stores, so there the question is always asked.
        boolean honoured = isHonoured(request.condition());
        if (!plan.isSinglePut() || !honoured) {
            AsSeen.require(context.store(), request);
        }
        if (plan.isSinglePut()) {
            Digests digests = upload.digests().parts().get(0);
            boolean replaces = request.condition().ifMatch() != null;
            PutRequest sent = replaces && !honoured ? unconditional(request) : request;
            context.store().put(sent, new FileBody(bytes, 0, plan.fileSize(), digests, progress));
        } else {
            parts.send(request, bytes, plan, upload.digests(), progress);
        }
    }

    private PutRequest request(Upload upload) {
        StoredForm form = upload.form();
        ObjectInfo replaced = upload.replaced();
        RecordingMetadata metadata = new RecordingMetadata(
                form.file().stamp().mtimeNanos(),
                upload.plan().isSinglePut() ? null : upload.digests().md5(),
                upload.id(),
                upload.stated());
        return new PutRequest(
                context.key(upload.path()),
                metadata.toMap(),
                form.contentType(upload.path().name()),
                replaced == null ? Condition.IF_ABSENT : Condition.ifMatch(replaced.etag()));
    }

    private boolean isHonoured(Condition condition) {
        Enforcement enforcement = condition.ifMatch() == null
                ? context.traits().conditionalPut()
                : context.traits().conditionalReplace();
        return enforcement == Enforcement.HOLDS;
    }

    /** A store that does not know a condition may refuse it. */
    private static PutRequest unconditional(PutRequest request) {
        return new PutRequest(request.key(), request.metadata(), request.contentType(), Condition.ALWAYS);
    }
}
