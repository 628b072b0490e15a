package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.store.MultipartUpload.Part;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The parts of one upload that are being sent. An upload is given up only when none is any more, since a part that arrives
 * after that stays in the store unseen, and is paid for.
 */
final class PartsUnderWay {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Phaser senders = new Phaser(1);
    private volatile boolean ended;

    /** Sends a part, unless the upload was given up. */
    Part send(Supplier<Part> part) {
        int unused = senders.register();
        try {
            if (ended) {
                throw new StoreException(Kind.INTERRUPTED, "put", "a part", "its upload was given up");
            }
            return part.get();
        } finally {
            int unusedToo = senders.arriveAndDeregister();
        }
    }

    /** Lets no part begin any more, and waits for those that have, which were told to stop. */
    void end() throws InterruptedException {
        ended = true;
        try {
            int unused =
                    senders.awaitAdvanceInterruptibly(senders.arrive(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // A part that does not stop must not keep the others from being freed.
        }
    }
}
