package io.cammanager.backup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.console.PasswordInput;
import io.cammanager.backup.cli.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Runs the command line in this process and keeps what it wrote. */
final class CommandLineRun {
    final FakeEngine engine = new FakeEngine();
    final Map<String, String> environment = new HashMap<>(Map.of("HOME", "/home/ana"));
    final Interrupts interrupts = new Interrupts(code -> {});

    PasswordInput password = () -> "canary";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    int run(String... arguments) {
        out.reset();
        err.reset();
        Console console = new Console(out, err, Terminal.NONE);
        Context context = new Context(environment, console, password, engine, interrupts, () -> 80, ZoneOffset.UTC);
        return new Application(context).run(arguments);
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }
}
