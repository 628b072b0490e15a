package io.cammanager.backup.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.cammanager.backup.testkit.EmbeddedS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of the class path in processes of its own, with the settings of one test in their environment. Each writes to files
 * in the directory of the test, in which there are also its recordings, {@code recordings}, and its state, {@code state}.
 */
public final class CommandProcess {
    private static final Pattern COUNT = Pattern.compile("\"([a-z_]+)\":(\\d+)");

    private final Map<String, String> environment = new HashMap<>();
    private final Class<?> main;
    private final Path directory;
    private ImmutableList<String> prefix = ImmutableList.of();
    private int number;

    /** Makes processes of this class that work against this server. */
    public CommandProcess(Class<?> main, EmbeddedS3 server, Path directory) {
        this.main = main;
        this.directory = directory;
        environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("HOME", directory.toString());
        environment.put("S3_ENDPOINT", server.endpoint().toString());
        environment.put("S3_ACCESS_KEY", server.accessKey());
        environment.put("S3_SECRET_KEY", server.secretKey());
        environment.put("RECORDINGS_DIR", directory.resolve("recordings").toString());
        environment.put("STATE_DIR", directory.resolve("state").toString());
    }

    /** Sets a variable of the processes to come. */
    @CanIgnoreReturnValue
    public CommandProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Starts the processes to come by another command, such as one that enters a namespace. */
    @CanIgnoreReturnValue
    public CommandProcess by(String... command) {
        prefix = ImmutableList.copyOf(command);
        return this;
    }

    /** What a process that has ended left behind. */
    public record Ended(int code, String out, String err) {
        public List<String> lines() {
            return out.lines().toList();
        }

        /** Returns the summary, which is the last line. */
        public String summary() {
            return lines().get(lines().size() - 1);
        }

        /** Returns the counts of the summary, in its order. */
        public Map<String, Long> counts() {
            Map<String, Long> counts = new LinkedHashMap<>();
            Matcher matcher = COUNT.matcher(summary());
            while (matcher.find()) {
                counts.put(matcher.group(1), Long.parseLong(matcher.group(2)));
            }
            return counts;
        }

        public long count(String name) {
            return counts().getOrDefault(name, -1L);
        }

        @CanIgnoreReturnValue
        public Ended ended(int expected) {
            assertThat(code).as("%s", this).isEqualTo(expected);
            return this;
        }
    }

    /** A process under way. */
    public record Started(Process process, Path out, Path err) {
        /** Waits for the end of the process. */
        @CanIgnoreReturnValue
        public Ended await() {
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

    @CanIgnoreReturnValue
    public Ended run(String... arguments) throws IOException {
        return start(arguments).await();
    }

    public Started start(String... arguments) throws IOException {
        number++;
        Path out = directory.resolve("out-" + number);
        Path err = directory.resolve("err-" + number);
        ProcessBuilder builder = new ProcessBuilder(ImmutableList.<String>builder()
                        .addAll(prefix)
                        .add(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName())
                        .add(arguments)
                        .build())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }
}
