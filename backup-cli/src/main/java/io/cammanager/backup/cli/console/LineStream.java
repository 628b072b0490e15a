package io.cammanager.backup.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Cuts what is written into lines, so that a log written to {@code System.err} keeps clear of the live block. */
public final class LineStream extends OutputStream {
    private final Consumer<String> lines;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    public LineStream(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            lines.accept(pending.toString(UTF_8));
            pending.reset();
        } else if (b != '\r') {
            pending.write(b);
        }
    }
}
