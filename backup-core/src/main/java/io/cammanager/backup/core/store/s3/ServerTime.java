package io.cammanager.backup.core.store.s3;

import com.google.common.primitives.Longs;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What an answer says about time: the server's own, and how long to wait. */
record ServerTime(@Nullable SdkHttpResponse answer, Clock clock) {
    /** Returns how long the server asks to wait, in milliseconds; 0 when it does not say. */
    long retryAfterMillis() {
        String text = header("Retry-After");
        if (text == null) {
            return 0;
        }
        Long seconds = Longs.tryParse(text.strip());
        if (seconds != null) {
            return Math.max(0, Math.min(seconds, Integer.MAX_VALUE)) * 1000;
        }
        Instant until = parse(text);
        Instant served = served();
        // By the server's own clock where it tells it: ours may be off.
        Instant now = served == null ? clock.instant() : served;
        return until == null ? 0 : Math.max(0, Duration.between(now, until).toMillis());
    }

    /** Returns how far this machine's clock is ahead of the server's, negative when behind; null when it does not say. */
    @Nullable Duration ahead() {
        Instant served = served();
        return served == null ? null : Duration.between(served, clock.instant());
    }

    private @Nullable Instant served() {
        String text = header("Date");
        return text == null ? null : parse(text);
    }

    private @Nullable String header(String name) {
        return answer == null ? null : answer.firstMatchingHeader(name).orElse(null);
    }

    private static @Nullable Instant parse(String date) {
        try {
            return ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null; // a header that says nothing is as good as none
        }
    }
}
