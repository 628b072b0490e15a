package io.cammanager.backup.testkit.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.S3Server;
import io.cammanager.backup.testkit.Skip;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The rclone of this machine, with a server as its remote {@code bench:} or with none. */
public final class Rclone {
    private final ImmutableMap<String, String> bench;
    private final Path log;

    private Rclone(ImmutableMap<String, String> bench, Path log) {
        this.bench = bench;
        this.log = log;
    }

    /** Returns rclone, or skips the test where there is none. */
    public static Rclone against(EmbeddedS3 server, Path directory) {
        return against(S3Server.of(server), directory);
    }

    /** Returns rclone, or skips the test where there is none. */
    static Rclone against(S3Server server, Path directory) {
        return installed(
                ImmutableMap.<String, String>builder()
                        .put("RCLONE_CONFIG_BENCH_TYPE", "s3")
                        .put("RCLONE_CONFIG_BENCH_PROVIDER", "Minio")
                        .put("RCLONE_CONFIG_BENCH_REGION", "us-east-1")
                        .put("RCLONE_CONFIG_BENCH_ENDPOINT", server.endpoint().toString())
                        .put("RCLONE_CONFIG_BENCH_ACCESS_KEY_ID", server.accessKey())
                        .put("RCLONE_CONFIG_BENCH_SECRET_ACCESS_KEY", server.secretKey())
                        .buildOrThrow(),
                directory);
    }

    /** Returns rclone without a server, or skips the test where there is none. */
    static Rclone alone(Path directory) {
        return installed(ImmutableMap.of(), directory);
    }

    private static Rclone installed(ImmutableMap<String, String> bench, Path directory) {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean installed = false;
        for (String entry : path.split(File.pathSeparator, -1)) {
            installed |= Files.isExecutable(Path.of(entry, "rclone"));
        }
        Skip.unless(installed, "a comparison with rclone: it is not installed");
        return new Rclone(bench, directory.resolve("rclone.log"));
    }

    /** Runs rclone, checks that it succeeds, and returns what it wrote. */
    @CanIgnoreReturnValue
    public String run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    /** As {@link #run(String...)}, with further remotes in the environment. */
    @CanIgnoreReturnValue
    String run(Map<String, String> remotes, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(ImmutableList.<String>builder()
                        .add("rclone")
                        .add(arguments)
                        .build())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("RCLONE_"));
        environment.put("RCLONE_CONFIG", "/dev/null");
        // Small files on a slow disk: more of them at once than rclone's 4 and 8.
        environment.put("RCLONE_TRANSFERS", "16");
        environment.put("RCLONE_CHECKERS", "16");
        environment.putAll(bench);
        environment.putAll(remotes);
        int code = builder.start().waitFor();
        String output = Files.readString(log, UTF_8);
        assertThat(code).as(output).isZero();
        return output;
    }
}
