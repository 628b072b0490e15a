package io.cammanager.backup.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A password from stdin: typed twice without being shown on a terminal, else one line.
 *
 * @param prompt asks with its argument and returns what was typed, or null at the end; null itself where stdin is no
 *     terminal
 */
public record StandardInput(InputStream in, @Nullable Function<String, char @Nullable []> prompt)
        implements PasswordInput {
    private static final int MAX_BYTES = 4096;

    /** Returns the process's own. */
    public static StandardInput ofProcess() {
        if (!Terminal.isTerminal(0)) {
            return new StandardInput(System.in, null);
        }
        return new StandardInput(System.in, StandardInput::ask);
    }

    @Override
    public String read() {
        String password = prompt == null ? line() : typed(prompt);
        if (password.isEmpty()) {
            throw usage("the password is empty: such a password encrypts nothing that others could not read");
        }
        return password;
    }

    private static String typed(Function<String, char @Nullable []> prompt) {
        char[] first = prompt.apply("Password: ");
        char[] second = first == null || first.length == 0 ? null : prompt.apply("The same again: ");
        if (first == null || second == null) {
            return "";
        }
        if (!Arrays.equals(first, second)) {
            throw usage("the two passwords differ: nothing was obscured");
        }
        return new String(first);
    }

    private String line() {
        byte[] bytes;
        try {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new BackupException(ExitCode.USAGE, "the password cannot be read from stdin", e);
        }
        if (bytes.length > MAX_BYTES) {
            throw usage("the password on stdin is longer than " + MAX_BYTES + " bytes");
        }
        String line = text(bytes).replaceFirst("\r?\n$", "");
        if (line.indexOf('\n') >= 0) {
            throw usage("stdin must hold one line, the password");
        }
        return line;
    }

    private static String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw usage("the password on stdin is not UTF-8 text");
        }
    }

    /**
     * Where stdout is no terminal, Java 17 has no console, and a later one has a console that might show what is typed.
     */
    @SuppressWarnings("SystemConsoleNull")
    private static char @Nullable [] ask(String question) {
        java.io.Console console = Terminal.isTerminal(1) ? System.console() : null;
        if (console == null) {
            throw usage("the password cannot be typed unseen while the output is redirected: pipe it in, or leave the"
                    + " output on the terminal");
        }
        return console.readPassword("%s", question);
    }

    private static BackupException usage(String message) {
        return new BackupException(ExitCode.USAGE, message);
    }
}
