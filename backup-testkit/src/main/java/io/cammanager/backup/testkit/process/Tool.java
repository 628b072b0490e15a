package io.cammanager.backup.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that inject faults. Where one is missing, its tests are skipped and say so. */
public final class Tool {
    private static final Pattern SEPARATOR = Pattern.compile(":");

    private Tool() {}

    /** Skips the test at hand where there is no such program. */
    public static void require(String program) {
        skipUnless(isThere(program), "SKIPPED: this needs " + program + ", which is not installed");
    }

    /** Skips the test at hand where it may not mount file systems or become another user. */
    public static void requireRoot() {
        skipUnless(
                "root".equals(System.getProperty("user.name")),
                "SKIPPED: this needs root, to mount a file system or to become another user");
    }

    private static void skipUnless(boolean able, String reason) {
        if (!able) {
            System.out.println(reason);
        }
        Assumptions.assumeTrue(able, reason);
    }

    private static boolean isThere(String program) {
        return SEPARATOR
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /**
     * Returns how to begin a command that strace is to watch, with its options; what it says goes to a file. Not with
     * {@code --seccomp-bpf}, which is faster: faults that are to come at the n-th call then do not come.
     */
    public static List<String> strace(Path log, List<String> options) {
        return join(List.of("strace", "-f", "-qq", "-o", log.toString()), options);
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Runs a program to its end, which must be a good one. */
    public static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.onExit().join();
        assertThat(process.exitValue()).as("%s: %s", List.of(command), output).isZero();
    }
}
