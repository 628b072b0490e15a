package io.cammanager.backup.daemon.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** {@code backup.log} and those that were put aside; all of them for the user of the daemon alone. */
final class LogFile extends RollingFileAppender<ILoggingEvent> {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private LogFile() {}

    /**
     * Makes the file, and what puts it aside; what goes wrong later becomes a status of the context.
     *
     * @throws IOException when the directory or the file cannot be written to
     */
    static LogFile open(LoggerContext loggers, Path directory, Rotation rotation, Encoder<ILoggingEvent> encoder)
            throws IOException {
        Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
        Path path = directory.resolve("backup.log");
        create(path);
        LogFile file = new LogFile();
        file.setContext(loggers);
        file.setName("file");
        file.setFile(path.toString());
        file.setEncoder(encoder);
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(loggers);
        policy.setParent(file);
        policy.setFileNamePattern(
                directory.resolve("backup.%d{yyyy-MM-dd}.%i.log").toString());
        policy.setMaxFileSize(new FileSize(rotation.fileBytes()));
        policy.setMaxHistory(rotation.days());
        policy.setTotalSizeCap(new FileSize(rotation.totalBytes() - rotation.fileBytes())); // counts what is put aside
        policy.setCleanHistoryOnStart(true);
        file.setRollingPolicy(policy);
        file.setTriggeringPolicy(policy);
        policy.start();
        file.start();
        return file;
    }

    /** Also each time that a file was put aside. */
    @Override
    public void openFile(String name) throws IOException {
        create(Path.of(name));
        super.openFile(name);
    }

    private static void create(Path path) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try (FileChannel created = FileChannel.open(path, options, OWNER_ONLY)) {
            created.position(); // only to see that it can be opened
        }
    }
}
