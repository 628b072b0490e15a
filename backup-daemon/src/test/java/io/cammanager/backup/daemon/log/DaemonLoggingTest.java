package io.cammanager.backup.daemon.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.recovery.ResilientFileOutputStream;
import io.cammanager.backup.core.settings.LogLevel;
import io.cammanager.backup.core.settings.LogSettings;
import io.cammanager.backup.core.settings.LogSettings.Format;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DaemonLoggingTest {
    private static final String FORGED = "a\n2026-01-01T00:00:00.000Z ERROR forged\r\u2028\u0085\u001b[31m\u202e\ud800";
    private static final Rotation SMALL = new Rotation(1000, 5000, 30);

    private final LoggerContext loggers = new LoggerContext();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private Path logs;

    @BeforeEach
    void setUp() {
        loggers.setMDCAdapter(new LogbackMDCAdapter());
        logs = directory.resolve("logs");
    }

    @Test
    void aLineOfTextHasTimeLevelAndMessage() throws IOException {
        log(LogLevel.INFO, Format.TEXT, () -> {
            logger().error("failed: {}", "front/a.mp4");
            logger().info("Sync completed");
            logger().debug("left out");
            loggers.getLogger("org.library").info("left out");
            loggers.getLogger("org.library").warn("of a library");
        });

        assertThat(file()).containsExactlyElementsOf(consoleLines()).hasSize(3);
        String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)";
        assertThat(file().get(0)).matches(time + " ERROR failed: front/a.mp4");
        assertThat(file().get(1)).matches(time + " INFO  Sync completed");
        assertThat(file().get(2)).matches(time + " WARN  of a library");
    }

    @Test
    void aLineOfJsonIsAnObject() throws IOException {
        log(LogLevel.DEBUG, Format.JSON, () -> {
            loggers.getMDCAdapter().put(DaemonLogging.RUN_ID, "r\"1");
            logger().debug("quote \" and \\ and ñ");
            loggers.getMDCAdapter().remove(DaemonLogging.RUN_ID);
            logger().info("no run");
        });

        assertThat(file()).containsExactlyElementsOf(consoleLines()).hasSize(2);
        assertThat(file().get(0))
                .matches("\\{\"time\":\"[^\"]+\",\"level\":\"DEBUG\",\"logger\":\"io.cammanager.backup.daemon\","
                        + "\"message\":\"quote \\\\\" and \\\\\\\\ and ñ\",\"run\":\"r\\\\\"1\"}");
        assertThat(file().get(1)).endsWith("\"message\":\"no run\"}");
    }

    @ParameterizedTest
    @EnumSource
    void noMessageForgesALine(Format format) throws IOException {
        log(LogLevel.INFO, format, () -> {
            logger().info("{}", FORGED);
        });

        assertThat(file()).hasSize(1);
        assertThat(file().get(0))
                .contains("a\\n2026-01-01T00:00:00.000Z ERROR forged\\u000d\\u2028\\u0085\\u001b[31m")
                .endsWith(format == Format.TEXT ? "\\u202e\\ud800" : "\\u202e\\ud800\"}");
        assertThat(consoleLines()).isEqualTo(file());
    }

    @ParameterizedTest
    @EnumSource
    void noExceptionForgesALineEither(Format format) throws IOException {
        log(LogLevel.INFO, format, () -> {
            logger().warn("unexpected", new IllegalStateException(FORGED));
        });

        if (format == Format.JSON) {
            assertThat(file()).hasSize(1);
            assertThat(file().get(0)).contains("\"stack\":\"java.lang.IllegalStateException: a\\n2026");
        } else {
            assertThat(file().get(0)).endsWith(" WARN  unexpected");
            assertThat(file().subList(1, file().size()))
                    .hasSizeGreaterThan(3)
                    .allMatch(line -> line.startsWith("    | "));
        }
    }

    @Test
    void filesArePutAsideBySizeAndTheirTotalIsCapped() throws IOException {
        log(LogLevel.INFO, Format.TEXT, () -> {
            for (int i = 0; i < 300; i++) {
                logger().info("line {} {}", i, "x".repeat(50));
            }
        });

        long total = 0;
        for (Path file : files()) {
            assertThat(Files.size(file)).as("%s", file).isLessThan(SMALL.fileBytes() + 200);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            total += Files.size(file);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs)))
                .isEqualTo("rwx------");
        assertThat(files()).hasSizeGreaterThan(2);
        assertThat(total).isLessThanOrEqualTo(SMALL.totalBytes() + 1500);
        assertThat(consoleLines()).hasSize(300);
    }

    @Test
    void aLaterStartGoesOnInTheSameFile() throws IOException {
        log(LogLevel.INFO, Format.TEXT, () -> {
            logger().info("one");
        });
        log(LogLevel.INFO, Format.TEXT, () -> {
            logger().info("two");
        });

        assertThat(file()).hasSize(2);
    }

    @Test
    void aDirectoryThatCannotBeIsOneWarning() throws IOException {
        Files.writeString(logs, "a file");

        log(LogLevel.INFO, Format.TEXT, () -> {
            logger().info("one");
            logger().info("two");
        });

        assertThat(consoleLines()).hasSize(3);
        assertThat(consoleLines().get(0)).contains(" WARN  the log cannot be written to " + logs + " (");
        assertThat(consoleLines().get(2)).endsWith(" INFO  two");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Tag("B2")
    void b2ALogOnAFullDiskIsOneWarning() throws IOException {
        ResilientFileOutputStream full = new ResilientFileOutputStream(new File("/dev/full"), true, 8192);
        full.setContext(loggers);

        log(LogLevel.INFO, Format.TEXT, () -> {
            ((LogFile) loggers.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("file")).setOutputStream(full);
            logger().info("one");
            logger().info("two");
            logger().info("three");
        });

        assertThat(consoleLines()).hasSize(4);
        assertThat(consoleLines())
                .filteredOn(line -> line.contains(" WARN  the log cannot be written to "))
                .hasSize(1);
    }

    private void log(LogLevel level, Format format, Runnable messages) {
        DaemonLogging logging = DaemonLogging.start(new LogSettings(level, format, logs), loggers, console, SMALL);
        messages.run();
        logging.close();
    }

    private Logger logger() {
        return loggers.getLogger("io.cammanager.backup.daemon");
    }

    private List<String> file() throws IOException {
        return List.of(Files.readString(logs.resolve("backup.log")).split("\n"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return new ArrayList<>(files.toList());
        }
    }

    private List<String> consoleLines() {
        return List.of(console.toString(UTF_8).split("\n"));
    }
}
