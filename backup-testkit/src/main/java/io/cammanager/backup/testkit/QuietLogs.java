package io.cammanager.backup.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Keeps the server's own log at warnings where nobody configured it: below that it writes more than it stores. */
final class QuietLogs {
    private static final String LOGBACK = "ch.qos.logback.classic.LoggerContext";

    private QuietLogs() {}

    static void apply() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        // By name, since Logback need not be there: other back ends start quietly by themselves.
        if (factory.getClass().getName().equals(LOGBACK)) {
            Logback.quieten(factory);
        }
    }

    /** A class of its own, so that Logback's classes are looked for only where they are. */
    private static final class Logback {
        static void quieten(ILoggerFactory factory) {
            Logger logger = ((LoggerContext) factory).getLogger("org.gaul");
            if (logger.getLevel() == null) {
                logger.setLevel(Level.WARN);
            }
        }
    }
}
