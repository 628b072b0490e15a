package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.concurrent.StopSignal;
import io.cammanager.backup.core.store.MultipartUpload.Part;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Sends a file in parts, several at once, on threads that all files of a run share: those that no earlier attempt has left
 * in the store. Nothing is visible before all parts are there and the file was looked at once more.
 */
final class PartSender {
    private final TransferContext context;
    private final ExecutorService threads;
    private final ParkedUploads parked;
    private final StopSignal stop;

    /** Makes a sender that begins no further part once it is to stop. */
    PartSender(TransferContext context, ExecutorService threads, ParkedUploads parked, StopSignal stop) {
        this.context = context;
        this.threads = threads;
        this.parked = parked;
        this.stop = stop;
    }

    void send(PutRequest request, Upload upload, LongConsumer progress) throws IOException {
        PartsThere there = PartsThere.open(context, parked, request, upload);
        PartsUnderWay underWay = new PartsUnderWay(stop);
        try {
            List<Part> parts = collect(submit(there, upload, underWay, progress), request);
            upload.form().file().requireUnchangedOrGone();
            // Few stores complete an upload in parts on a condition, so what has appeared meanwhile is looked for.
            AsSeen.require(context.store(), request);
            there.upload().complete(parts);
        } catch (IOException | RuntimeException | Error e) {
            new PartsLeft(upload.path(), there, underWay, parked).after(e);
            throw e;
        }
    }

    private List<Future<Part>> submit(PartsThere there, Upload upload, PartsUnderWay underWay, LongConsumer progress) {
        StoredBytes file = upload.form().secondPass();
        PartPlan plan = upload.plan();
        List<Future<Part>> futures = new ArrayList<>(plan.count());
        for (int i = 0; i < plan.count(); i++) {
            int number = i + 1;
            Part part = there.part(number);
            FileBody body = new FileBody(
                    file,
                    plan.offset(i),
                    plan.length(i),
                    upload.digests().parts().get(i),
                    progress);
            futures.add(
                    part == null
                            ? underWay.submit(threads, () -> there.upload().uploadPart(number, body))
                            : CompletableFuture.completedFuture(part));
        }
        return futures;
    }

    private static List<Part> collect(List<Future<Part>> futures, PutRequest request) throws IOException {
        List<Part> parts = new ArrayList<>(futures.size());
        try {
            for (Future<Part> future : futures) {
                parts.add(future.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.INTERRUPTED, "put", request.key().value(), "interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        }
        return parts;
    }
}
