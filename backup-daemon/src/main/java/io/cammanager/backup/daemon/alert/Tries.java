package io.cammanager.backup.daemon.alert;

import io.cammanager.backup.core.Sleeper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;

/** Sends at most three times, with a longer pause each time, unless the other side refuses. */
final class Tries {
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(4));

    private final Sleeper sleeper;

    Tries(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    /** One try. */
    @FunctionalInterface
    interface Try {
        void run() throws IOException;
    }

    void run(Try each) throws IOException {
        for (Duration pause : PAUSES) {
            try {
                each.run();
                return;
            } catch (RefusedException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                pause(pause);
            }
        }
        each.run();
    }

    private void pause(Duration pause) throws IOException {
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
