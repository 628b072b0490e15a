package io.cammanager.backup.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes whole lines to stdout and stderr, always as UTF-8, whatever the locale. Below them it can keep a live block of
 * lines on a terminal, which makes way for every other line. Thread-safe.
 */
public final class Console {
    private static final String ESC = "\u001b[";

    private final OutputStream out;
    private final OutputStream err;
    private final Terminal terminal;
    private int liveLines;
    private @Nullable IOException outFailure;

    public Console(OutputStream out, OutputStream err, Terminal terminal) {
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.err = err;
        this.terminal = terminal;
    }

    public Terminal terminal() {
        return terminal;
    }

    /** Writes a line to stdout, to be seen at once. */
    public synchronized void out(String line) {
        data(line);
        flush();
    }

    /** Writes one of very many lines to stdout; they show when the buffer is full or {@link #flush} is called. */
    public synchronized void data(String line) {
        if (terminal.outIsTerminal()) {
            clearLive();
        }
        if (outFailure == null) {
            try {
                out.write((oneLine(line) + "\n").getBytes(UTF_8));
            } catch (IOException e) {
                outFailure = e; // said once, at the end: see outFailure()
            }
        }
    }

    /** Writes bytes to stdout as they are. */
    public synchronized void bytes(byte[] bytes, int offset, int length) {
        if (outFailure == null) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                outFailure = e;
            }
        }
    }

    public synchronized void flush() {
        if (outFailure == null) {
            try {
                out.flush();
            } catch (IOException e) {
                outFailure = e;
            }
        }
    }

    /** Returns why stdout takes no more, or null while it does. */
    public synchronized @Nullable IOException outFailure() {
        return outFailure;
    }

    /** Writes several lines to stdout as they are, colours included. */
    public synchronized void text(String text) {
        text.lines().forEach(line -> {
            try {
                out.write((line + "\n").getBytes(UTF_8));
            } catch (IOException e) {
                outFailure = e;
            }
        });
        flush();
    }

    public void error(String message) {
        err(coloured("31", "error: ") + oneLine(message));
    }

    public void warning(String message) {
        err(coloured("33", "warning: ") + oneLine(message));
    }

    /** Writes a plain line to stderr. */
    public void note(String line) {
        err(oneLine(line));
    }

    /** Puts these lines in place of the live block; an empty list takes it away. Does nothing off a terminal. */
    public synchronized void live(List<String> lines) {
        if (!terminal.errIsTerminal()) {
            return;
        }
        // Without wrapping a line that is wider than thought is cut by the terminal and the block keeps its height.
        StringBuilder screen = new StringBuilder(eraseLive()).append(ESC).append("?7l");
        lines.forEach(line -> screen.append(oneLine(line)).append('\n'));
        screen.append(ESC).append("?7h");
        liveLines = lines.size();
        write(screen.toString());
    }

    private synchronized void err(String line) {
        clearLive();
        write(line + "\n");
    }

    private void clearLive() {
        if (liveLines > 0) {
            write(eraseLive());
            liveLines = 0;
        }
    }

    private String eraseLive() {
        return liveLines == 0 ? "" : ESC + liveLines + "A\r" + ESC + "J";
    }

    private void write(String text) {
        try {
            err.write(text.getBytes(UTF_8));
            err.flush();
        } catch (IOException e) {
            // There is nowhere left to say that stderr is gone, and the run must go on without it.
        }
    }

    private String coloured(String colour, String text) {
        return terminal.colors() ? ESC + colour + "m" + text + ESC + "0m" : text;
    }

    /** Names are quoted where they are put in; this is for what slips into messages of others. */
    private static String oneLine(String text) {
        return text.chars().noneMatch(Character::isISOControl) ? text : text.replaceAll("\\p{Cntrl}", "?");
    }
}
