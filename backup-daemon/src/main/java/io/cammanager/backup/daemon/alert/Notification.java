package io.cammanager.backup.daemon.alert;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message for people, with what a program needs to file it.
 *
 * @param kind the code of the alert; {@code test} for a test
 * @param subject one line, fit for a log
 * @param body lines, each fit for a log, with {@code \n} in between
 * @param cameras those concerned, by their raw names
 * @param since when it began; null for a test
 * @param at when it was found
 */
record Notification(
        Event event,
        String kind,
        Severity severity,
        String subject,
        String body,
        List<String> cameras,
        @Nullable Instant since,
        Instant at,
        String host) {
    Notification {
        cameras = ImmutableList.copyOf(cameras);
    }
}
