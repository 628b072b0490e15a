package io.cammanager.backup.cli;

import io.cammanager.backup.cli.console.Console;

/** Nobody reads the output any more, as behind {@code | head}, so there is nothing left to do. */
final class OutputClosed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private OutputClosed(Throwable cause) {
        super("the output is closed", cause);
    }

    static void check(Console console) {
        Throwable failure = console.outFailure();
        if (failure != null) {
            throw new OutputClosed(failure);
        }
    }
}
