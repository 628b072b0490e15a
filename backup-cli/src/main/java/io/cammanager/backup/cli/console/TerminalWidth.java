package io.cammanager.backup.cli.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** The width of the terminal in columns, asked of {@code stty} at the start and again after {@link #forget}. */
public final class TerminalWidth implements IntSupplier {
    private static final int UNKNOWN = 80;

    private volatile int columns;

    /** Makes the next call ask again, because the window was resized. */
    public void forget() {
        columns = 0;
    }

    @Override
    public int getAsInt() {
        if (columns == 0) {
            columns = ask();
        }
        return columns;
    }

    private static int ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            return answer.matches("\\d{1,5} [1-9]\\d{0,4}") ? Integer.parseInt(answer.split(" ", 2)[1]) : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN; // no stty, no /dev/tty: lines are cut at the usual width
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
