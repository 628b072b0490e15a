package io.cammanager.backup.testkit.proxy;

import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.testkit.proxy.BrokenOffException.How;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Passes one body on, and does at one of its bytes what a fault says. */
final class Relay {
    /** What is to happen at which offset. */
    record Tamper(long offset, Fault.Event event, Entry entry) {
        /** Does it, in front of the byte. */
        void strike(OutputStream to) throws IOException {
            to.flush();
            entry.fired();
            switch (event) {
                case RESET -> throw new BrokenOffException(How.RESET);
                case HALF_CLOSE -> throw new BrokenOffException(How.HALF_CLOSE);
                case STALL -> entry.hold();
                case FLIP, SHORTEN -> {}
            }
        }
    }

    /** How slow it is to be; a rate of 0 is no limit. */
    record Pace(Sleeper sleeper, long bytesPerSecond) {
        void wait(int bytes) throws IOException {
            if (bytesPerSecond > 0) {
                sleep(Duration.ofNanos(1_000_000_000L * bytes / bytesPerSecond));
            }
        }

        void sleep(Duration duration) throws IOException {
            try {
                sleeper.sleep(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the proxy closes", e);
            }
        }
    }

    private final OutputStream to;
    private final Meter meter;
    private final @Nullable Tamper tamper;
    private final Pace pace;

    Relay(OutputStream to, Meter meter, @Nullable Tamper tamper, Pace pace) {
        this.to = to;
        this.meter = meter;
        this.tamper = tamper;
        this.pace = pace;
    }

    /** Passes all of it on; {@code beforeLast} is run before the last byte goes, or at the end where none is known to be it. */
    void copy(Incoming from, Runnable beforeLast) throws IOException {
        for (Incoming.Piece piece = from.next(); piece != null; piece = from.next()) {
            long start = meter.bytes();
            if (piece.payload()) {
                meter.count(piece.bytes());
                pace.wait(piece.bytes().length);
            }
            int early = strikeWithin(piece, start);
            if (piece.last()) {
                beforeLast.run();
            }
            write(piece.bytes(), early, piece.bytes().length);
        }
        beforeLast.run();
        flush();
    }

    /** Returns how many bytes of the piece have gone already. */
    private int strikeWithin(Incoming.Piece piece, long start) throws IOException {
        byte[] bytes = piece.bytes();
        if (tamper == null || !piece.payload()) {
            return 0;
        }
        long within = tamper.offset() - start;
        if (within < 0 || within >= bytes.length) {
            return 0;
        }
        if (tamper.event() != Fault.Event.FLIP) {
            write(bytes, 0, (int) within);
        }
        tamper.strike(to);
        if (tamper.event() == Fault.Event.FLIP) {
            bytes[(int) within] ^= 1;
            return 0;
        }
        return (int) within;
    }

    private void write(byte[] bytes, int from, int end) throws IOException {
        try {
            to.write(bytes, from, end - from);
        } catch (IOException e) {
            throw notTaken(e);
        }
    }

    private void flush() throws IOException {
        try {
            to.flush();
        } catch (IOException e) {
            throw notTaken(e);
        }
    }

    private static IOException notTaken(IOException cause) {
        BrokenOffException e = new BrokenOffException(How.NOT_TAKEN);
        e.initCause(cause);
        return e;
    }
}
