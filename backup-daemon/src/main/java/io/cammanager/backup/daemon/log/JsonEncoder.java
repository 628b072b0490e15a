package io.cammanager.backup.daemon.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Writes a JSON object a line: {@code time}, {@code level}, {@code logger}, {@code message}, {@code run}, {@code stack}. */
final class JsonEncoder extends LineEncoder {
    JsonEncoder(ZoneId zone) {
        super(zone);
    }

    @Override
    void write(StringBuilder line, ILoggingEvent event) {
        line.append('{');
        put(line, "time", time(event));
        put(line, "level", event.getLevel().toString());
        put(line, "logger", event.getLoggerName());
        put(line, "message", event.getFormattedMessage());
        @Nullable String run = event.getMDCPropertyMap().get(DaemonLogging.RUN_ID);
        if (run != null) {
            put(line, "run", run);
        }
        if (event.getThrowableProxy() != null) {
            put(line, "stack", String.join("\n", stack(event.getThrowableProxy())));
        }
        line.append("}\n");
    }

    private static void put(StringBuilder line, String name, String value) {
        line.append(line.length() > 1 ? ",\"" : "\"").append(name).append("\":\"");
        value.codePoints().forEach(codePoint -> {
            if (codePoint == '"' || codePoint == '\\') {
                line.append('\\').append((char) codePoint);
            } else if (OneLine.isHarmful(codePoint)) {
                OneLine.appendEscaped(line, codePoint);
            } else {
                line.appendCodePoint(codePoint);
            }
        });
        line.append('"');
    }
}
