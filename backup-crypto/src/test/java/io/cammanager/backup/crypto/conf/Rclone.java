package io.cammanager.backup.crypto.conf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The real rclone, where it is installed: it judges what we make. */
final class Rclone {
    private Rclone() {}

    static String run(Map<String, String> environment, List<String> arguments) throws Exception {
        assumeTrue(isInstalled(), "needs rclone");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("rclone"), arguments.stream()).toList());
        builder.environment().putAll(environment);
        Path output = Files.createTempFile("rclone", ".out");
        try {
            Process process = builder.redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor()).as("exit status of rclone").isZero();
            return Files.readString(output, UTF_8);
        } finally {
            Files.delete(output);
        }
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("rclone", "version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
