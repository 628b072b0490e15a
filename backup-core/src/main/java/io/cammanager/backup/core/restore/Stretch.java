package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.store.DamagedContentException;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.WholeCheck;
import io.cammanager.backup.core.store.ZeroedBlocksException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Fetches bytes of one object in their order, and goes on where the way there broke off. For one thread. */
final class Stretch {
    /** A connection that breaks now and then, but gets on by this much each time, may break as often as it likes. */
    private static final long GETTING_ON = 8L << 20;

    private final Way way;
    private final Attempts attempts;
    private final ReadRequest wanted;
    private final Sink sink;
    private long received;
    private @Nullable Opened opened;
    private @Nullable String damage;

    /** Takes the bytes as they come. */
    interface Sink {
        /** Told before the first byte. */
        void opened(ExpectedContent expected);

        void take(byte[] bytes, int count, long position);
    }

    /** What the answer told of the object. */
    record Opened(String etag, ExpectedContent expected, WholeCheck check) {}

    Stretch(Way way, Attempts attempts, ReadRequest wanted, Sink sink) {
        this.way = way;
        this.attempts = attempts;
        this.wanted = wanted;
        this.sink = sink;
    }

    /**
     * Fetches.
     *
     * @return what the object was
     * @throws DamagedContentException when the bytes prove themselves wrong
     * @throws StartOverException when what has come is of no use
     */
    Opened run() throws DamagedContentException, StartOverException {
        for (int attempt = 1; ; attempt++) {
            long before = received;
            try {
                return receive();
            } catch (DamagedContentException | StartOverException e) {
                throw e;
            } catch (StoreException e) {
                startOverIfChanged(e);
                attempts.retry(attempt, e);
            } catch (IOException e) {
                attempts.retry(attempt, e);
            }
            attempt = received - before >= GETTING_ON ? 0 : attempt;
            attempts.begin(attempt + 1);
        }
    }

    /** Returns what is wrong with the bytes that were given out all the same, or null. */
    @Nullable String damage() {
        return damage;
    }

    private void startOverIfChanged(StoreException e) throws StartOverException {
        boolean isRange = opened != null || !wanted.isWhole();
        if (isRange && (e.kind() == Kind.PRECONDITION_FAILED || e.kind() == Kind.NOT_IMPLEMENTED)) {
            throw new StartOverException(e.reason());
        }
    }

    private ReadRequest next() throws StartOverException {
        if (opened == null || received == 0) {
            return wanted;
        }
        if (opened.etag.isEmpty() || wanted.offset() + received >= Math.min(opened.expected.size(), end())) {
            throw new StartOverException("broke off where it cannot be gone on with");
        }
        long left = wanted.length() == ReadRequest.TO_THE_END ? ReadRequest.TO_THE_END : wanted.length() - received;
        return wanted.onlyIf(opened.etag).range(wanted.offset() + received, left);
    }

    private Opened receive() throws IOException {
        ReadRequest next = next();
        try (ObjectContent content = way.store().get(next)) {
            Opened now = opened(content);
            long end = Math.min(now.expected.size(), end());
            byte[] buffer = new byte[ContentHashes.BUFFER_BYTES];
            InputStream in = content.stream();
            for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
                if (wanted.offset() + received + count > end) {
                    throw new StartOverException("more than the " + end + " bytes that were announced");
                }
                sink.take(buffer, count, wanted.offset() + received);
                received += count;
                attempts.received(count);
            }
            if (wanted.offset() + received < end) {
                throw new EOFException("only " + received + " of " + (end - wanted.offset()) + " bytes came");
            }
            return now;
        }
    }

    private long end() {
        return wanted.length() > Long.MAX_VALUE - wanted.offset() ? Long.MAX_VALUE : wanted.offset() + wanted.length();
    }

    private Opened opened(ObjectContent content) throws StartOverException {
        String etag = content.info().etag();
        if (opened != null && !opened.etag.equals(etag)) {
            throw new StartOverException("another object is there by now");
        }
        Opened now = new Opened(etag, ExpectedContent.of(content.info()), content.check());
        if (opened == null) {
            sink.opened(now.expected);
        }
        opened = now;
        return now;
    }

    private int read(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (ZeroedBlocksException e) {
            damage = String.valueOf(e.getMessage());
            return -1;
        }
    }
}
