package io.cammanager.backup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.console.LineStream;
import io.cammanager.backup.cli.console.StandardInput;
import io.cammanager.backup.cli.console.Terminal;
import io.cammanager.backup.cli.console.TerminalWidth;
import io.cammanager.backup.core.process.Signals;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Map;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Console console = new Console(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Terminal.detect(environment));
        System.setErr(new PrintStream(new LineStream(console::note), true, UTF_8));

        TerminalWidth width = new TerminalWidth();
        if (console.terminal().errIsTerminal()) {
            Signals.handle("WINCH", width::forget);
        }
        Interrupts interrupts = new Interrupts(Runtime.getRuntime()::halt);
        interrupts.install();

        Context context = new Context(
                environment,
                console,
                StandardInput.ofProcess(),
                new WiredEngines(),
                interrupts,
                width,
                ZoneId.systemDefault());
        System.exit(new Application(context).run(arguments));
    }
}
