package io.cammanager.backup.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.recovery.ResilientFileOutputStream;
import ch.qos.logback.core.status.Status;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.settings.LogLevel;
import io.cammanager.backup.core.settings.LogSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/**
 * Sends the log to the console and to {@code LOG_DIR/backup.log}: ours as {@code LOG_LEVEL} says, that of libraries only from
 * warnings on. A directory that cannot be written to, or a disk that fills up, is one warning on the console and stops
 * nothing.
 */
public final class DaemonLogging implements AutoCloseable {
    /** The name in SLF4J's MDC under which a thread that works for a run keeps its id. */
    public static final String RUN_ID = "run";

    private static final String OURS = "io.cammanager.backup";
    private static final String JETTY = "org.eclipse.jetty";

    private final LoggerContext loggers;
    private final Path directory;
    private final OutputStreamAppender<ILoggingEvent> console = new OutputStreamAppender<>();
    private final AtomicBoolean warned = new AtomicBoolean();

    private DaemonLogging(LoggerContext loggers, Path directory) {
        this.loggers = loggers;
        this.directory = directory;
    }

    /** Puts this in the place of what was configured before, for the whole process. */
    public static DaemonLogging start(LogSettings settings) {
        OutputStream console = new FileOutputStream(FileDescriptor.out);
        return start(settings, (LoggerContext) LoggerFactory.getILoggerFactory(), console, Rotation.DEFAULT);
    }

    static DaemonLogging start(LogSettings settings, LoggerContext loggers, OutputStream out, Rotation rotation) {
        loggers.reset();
        DaemonLogging logging = new DaemonLogging(loggers, settings.directory());
        loggers.getStatusManager().add(logging::look);
        logging.startConsole(settings, out);
        logging.startFile(settings, rotation);
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        loggers.getLogger(JETTY).setLevel(Level.ERROR); // it warns of every request that makes no sense
        logging.level(settings.level());
        return logging;
    }

    /** Logs as much of ours as this from now on. */
    public void level(LogLevel level) {
        loggers.getLogger(OURS).setLevel(Level.valueOf(level.name()));
    }

    private void startConsole(LogSettings settings, OutputStream out) {
        console.setContext(loggers);
        console.setName("console");
        console.setEncoder(encoder(settings));
        console.setOutputStream(out);
        console.start();
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
    }

    private void startFile(LogSettings settings, Rotation rotation) {
        try {
            LogFile file = LogFile.open(loggers, directory, rotation, encoder(settings));
            loggers.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(file);
        } catch (IOException | UnsupportedOperationException e) {
            warn(e instanceof IOException failure ? LocalFailure.reason(failure) : e.toString());
        }
    }

    private LineEncoder encoder(LogSettings settings) {
        LineEncoder encoder = switch (settings.format()) {
            case TEXT -> new TextEncoder(ZoneId.systemDefault());
            case JSON -> new JsonEncoder(ZoneId.systemDefault());
        };
        encoder.setContext(loggers);
        encoder.start();
        return encoder;
    }

    /** What goes wrong inside of logging is told here by Logback, on the thread that logs. */
    private void look(Status status) {
        Object origin = status.getOrigin();
        boolean isFile = origin instanceof LogFile || origin instanceof ResilientFileOutputStream;
        if (isFile && status.getLevel() >= Status.ERROR) {
            warn(
                    status.getThrowable() instanceof IOException failure
                            ? LocalFailure.reason(failure)
                            : status.getMessage());
        }
    }

    /** Goes to the console alone: the file is what it is about. */
    private void warn(String reason) {
        if (warned.compareAndSet(false, true)) {
            String message = "the log cannot be written to " + Quoted.of(directory.toString()) + " (" + reason
                    + "), and goes to the console alone; backups go on: check LOG_DIR";
            Logger logger = loggers.getLogger(DaemonLogging.class);
            console.doAppend(new LoggingEvent(DaemonLogging.class.getName(), logger, Level.WARN, message, null, null));
        }
    }

    /** Ends the log; what is logged from now on is lost. */
    @Override
    public void close() {
        loggers.stop();
    }
}
