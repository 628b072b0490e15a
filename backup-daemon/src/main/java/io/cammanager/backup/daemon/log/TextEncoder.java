package io.cammanager.backup.daemon.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.ZoneId;

/** Writes {@code time LEVEL message}; a stack trace follows on lines that begin with spaces and a bar. */
final class TextEncoder extends LineEncoder {
    TextEncoder(ZoneId zone) {
        super(zone);
    }

    @Override
    void write(StringBuilder line, ILoggingEvent event) {
        line.append(time(event)).append(String.format(" %-5s ", event.getLevel()));
        OneLine.append(line, event.getFormattedMessage());
        line.append('\n');
        for (String trace : stack(event.getThrowableProxy())) {
            line.append("    | ");
            OneLine.append(line, trace.replace('\t', ' '));
            line.append('\n');
        }
    }
}
