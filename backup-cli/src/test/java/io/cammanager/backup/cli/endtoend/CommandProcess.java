package io.cammanager.backup.cli.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.testkit.EmbeddedS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line in processes of its own, with the settings of one test in their environment. */
final class CommandProcess {
    private static final Pattern COUNT = Pattern.compile("\"([a-z_]+)\":(\\d+)");

    private final Map<String, String> environment = new HashMap<>();
    private final Path directory;
    private int number;

    CommandProcess(Path directory, URI endpoint, String accessKey, String secretKey) {
        this.directory = directory;
        environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("HOME", directory.toString());
        environment.put("S3_ENDPOINT", endpoint.toString());
        environment.put("S3_ACCESS_KEY", accessKey);
        environment.put("S3_SECRET_KEY", secretKey);
        environment.put("RECORDINGS_DIR", directory.resolve("recordings").toString());
        environment.put("STATE_DIR", directory.resolve("state").toString());
    }

    static CommandProcess against(EmbeddedS3 server, Path directory) {
        return new CommandProcess(directory, server.endpoint(), server.accessKey(), server.secretKey());
    }

    /** Sets a variable of the processes to come. */
    CommandProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** What a process that has ended left behind. */
    record Ended(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }

        /** Returns the summary, which is the last line. */
        String summary() {
            return lines().get(lines().size() - 1);
        }

        /** Returns the counts of the summary, in its order. */
        Map<String, Long> counts() {
            Map<String, Long> counts = new LinkedHashMap<>();
            Matcher matcher = COUNT.matcher(summary());
            while (matcher.find()) {
                counts.put(matcher.group(1), Long.parseLong(matcher.group(2)));
            }
            return counts;
        }

        long count(String name) {
            return counts().getOrDefault(name, -1L);
        }

        Ended ended(int expected) {
            assertThat(code).as("%s", this).isEqualTo(expected);
            return this;
        }
    }

    /** A process under way. */
    record Started(Process process, Path out, Path err) {
        Ended await() {
            try {
                int code = process.waitFor();
                return new Ended(code, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                process.destroyForcibly();
                throw new IllegalStateException("interrupted while the command ran", e);
            }
        }
    }

    Ended run(String... arguments) throws IOException {
        return start(arguments).await();
    }

    Started start(String... arguments) throws IOException {
        number++;
        Path out = directory.resolve("out-" + number);
        Path err = directory.resolve("err-" + number);
        ProcessBuilder builder = new ProcessBuilder(ImmutableList.<String>builder()
                        .add(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.cammanager.backup.cli.Main")
                        .add(arguments)
                        .build())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }
}
