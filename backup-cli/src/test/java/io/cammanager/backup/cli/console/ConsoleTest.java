package io.cammanager.backup.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void blockIsNeverDrawnOffATerminal() {
        Console console = new Console(out, err, Terminal.NONE);

        console.live(List.of("a", "b"));
        console.error("no");

        assertThat(err.toString(UTF_8)).isEqualTo("error: no\n");
    }

    @Test
    void linesPushTheBlockAway() {
        Console console = new Console(out, err, new Terminal(false, true, false));

        console.live(List.of("a", "b"));
        err.reset();
        console.warning("careful");
        console.warning("again");

        assertThat(err.toString(UTF_8)).isEqualTo("\u001b[2A\r\u001b[Jwarning: careful\nwarning: again\n");
    }

    @Test
    void emptyBlockLeavesNothingBehind() {
        Console console = new Console(out, err, new Terminal(false, true, false));

        console.live(List.of("a"));
        err.reset();
        console.live(List.of());

        assertThat(err.toString(UTF_8)).startsWith("\u001b[1A\r\u001b[J").doesNotContain("\n");
    }

    @Test
    void coloursAreOnlyForTerminalsThatWantThem() {
        new Console(out, err, new Terminal(true, true, true)).error("no");

        assertThat(err.toString(UTF_8)).isEqualTo("\u001b[31merror: \u001b[0mno\n");
    }

    @Test
    void closedOutputIsRememberedAndNotThrown() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Console console = new Console(closed, err, Terminal.NONE);

        console.out("a");
        console.out("b");

        assertThat(console.outFailure()).hasMessage("Broken pipe");
    }

    @Test
    void logLinesAreOneLineEach() {
        Console console = new Console(out, err, Terminal.NONE);
        LineStream stream = new LineStream(console::note);

        for (byte b : "ñ\u001b[2J\r\nsecond\nthi".getBytes(UTF_8)) {
            stream.write(b);
        }

        assertThat(err.toString(UTF_8)).isEqualTo("ñ?[2J\nsecond\n");
    }
}
