package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;
import io.cammanager.backup.cli.console.PasswordInput;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * What the commands need from outside.
 *
 * @param width the columns of the terminal
 */
record Context(
        Map<String, String> environment,
        Console console,
        PasswordInput password,
        EngineFactory engines,
        Interrupts interrupts,
        IntSupplier width,
        ZoneId zone) {
    Context {
        environment = Map.copyOf(environment);
    }
}
