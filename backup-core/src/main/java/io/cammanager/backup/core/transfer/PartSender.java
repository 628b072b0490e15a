package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.MultipartUpload.Part;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Sends a file in parts, several at once, on threads that all files of a run share. Nothing is visible before all parts
 * are there and the file was looked at once more; an upload that fails is given up at once, so that it leaves nothing.
 */
final class PartSender {
    private static final Duration ABORT_PATIENCE = Duration.ofSeconds(2);

    private final TransferContext context;
    private final ExecutorService threads;

    PartSender(TransferContext context, ExecutorService threads) {
        this.context = context;
        this.threads = threads;
    }

    void send(PutRequest request, StoredBytes file, PartPlan plan, FileDigests digests, LongConsumer progress)
            throws IOException {
        MultipartUpload upload = context.store().startMultipart(request);
        List<Future<Part>> futures = new ArrayList<>(plan.count());
        PartsUnderWay underWay = new PartsUnderWay();
        boolean completed = false;
        try {
            for (int i = 0; i < plan.count(); i++) {
                int index = i;
                FileBody body = new FileBody(
                        file,
                        plan.offset(index),
                        plan.length(index),
                        digests.parts().get(index),
                        progress);
                futures.add(threads.submit(() -> underWay.send(() -> upload.uploadPart(index + 1, body))));
            }
            List<Part> parts = collect(futures, request);
            file.requireUnchanged();
            // Few stores complete an upload in parts on a condition, so what has appeared meanwhile is looked for.
            AsSeen.require(context.store(), request);
            upload.complete(parts);
            completed = true;
        } finally {
            if (!completed) {
                giveUp(upload, futures, underWay);
            }
        }
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

    /** Cancels what is in flight and frees the parts that have arrived. */
    private static void giveUp(MultipartUpload upload, List<Future<Part>> futures, PartsUnderWay underWay) {
        boolean interrupted = Thread.interrupted(); // the abort must get through all the same
        futures.forEach(future -> future.cancel(true));
        try {
            underWay.end();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            abortSoon(upload);
            Thread.currentThread().interrupt();
        } else {
            abort(upload);
        }
    }

    private static void abort(MultipartUpload upload) {
        try {
            upload.abort();
        } catch (StoreException e) {
            // The failure that led here is the one to tell; an expiry rule removes what is left.
        }
    }

    /** Who was told to stop does not wait for a store that has stopped answering. */
    private static void abortSoon(MultipartUpload upload) {
        Thread abort = new Thread(() -> abort(upload), "part-abort");
        abort.setDaemon(true);
        abort.start();
        try {
            abort.join(ABORT_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            // told once more to stop: not even that long, then
        }
        abort.interrupt();
    }
}
