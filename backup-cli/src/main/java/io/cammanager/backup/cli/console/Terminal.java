package io.cammanager.backup.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What stdout and stderr are connected to.
 *
 * @param outIsTerminal whether someone reads stdout on a screen
 * @param errIsTerminal whether stderr is a screen that lines can be redrawn on
 * @param colors whether stderr may be coloured
 */
public record Terminal(boolean outIsTerminal, boolean errIsTerminal, boolean colors) {
    /** No terminal anywhere, as under cron. */
    public static final Terminal NONE = new Terminal(false, false, false);

    /** Looks at the process's own file descriptors. */
    public static Terminal detect(Map<String, String> environment) {
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean errIsTerminal = !dumb && isTerminal(2);
        boolean colors =
                errIsTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(isTerminal(1), errIsTerminal, colors);
    }

    /** Java cannot tell the descriptors apart; Linux can, and elsewhere the shell's {@code test} can. */
    static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return askShell(descriptor);
        }
    }

    private static boolean askShell(int descriptor) {
        try {
            return new ProcessBuilder("test", "-t", String.valueOf(descriptor))
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such command here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
