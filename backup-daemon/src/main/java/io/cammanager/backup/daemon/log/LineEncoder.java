package io.cammanager.backup.daemon.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a message into bytes in which nothing that the message holds begins a line of its own. */
abstract class LineEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    private final DateTimeFormatter times;

    LineEncoder(ZoneId zone) {
        this.times = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(zone);
    }

    /** Writes the event, with a line end. */
    abstract void write(StringBuilder line, ILoggingEvent event);

    @Override
    public final byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(200);
        write(line, event);
        return line.toString().getBytes(UTF_8);
    }

    final String time(ILoggingEvent event) {
        return times.format(Instant.ofEpochMilli(event.getTimeStamp()));
    }

    static List<String> stack(@Nullable IThrowableProxy failure) {
        return failure == null
                ? List.of()
                : ThrowableProxyUtil.asString(failure).lines().toList();
    }

    @Override
    public final byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public final byte[] footerBytes() {
        return NOTHING;
    }
}
