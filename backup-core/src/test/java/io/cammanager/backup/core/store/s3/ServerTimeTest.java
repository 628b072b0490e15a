package io.cammanager.backup.core.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreException.Retryability;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkGlobalTime;

/** What a server says about time, which here says that it is five past four in the morning of a day in February. */
class ServerTimeTest {
    private static final ObjectKey KEY = new ObjectKey("cam01/a.mp4");
    private static final String DATE = "Tue, 03 Feb 2026 04:05:00 GMT";

    /** The SDK keeps what it has learned about the clock for the whole process. */
    @BeforeEach
    @AfterEach
    void forgetTheOffset() {
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    private static StalledServer serverThatSays(String status, String code, String headers) throws IOException {
        String body = "<Error><Code>" + code + "</Code></Error>";
        return new StalledServer("HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + "Content-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    private static S3StoreProvider provider(StalledServer server, String now) {
        return S3StoreProvider.of(S3Config.builder("recordings")
                .endpoint(server.endpoint())
                .credentials(Secret.of("the-key"), Secret.of("the-secret"))
                .clock(Clock.fixed(Instant.parse(now), ZoneOffset.UTC))
                .build());
    }

    private static StoreException get(StalledServer server, String now) {
        try (S3StoreProvider provider = provider(server, now);
                ObjectStore store = provider.open(Checksums.REQUIRED)) {
            return catchThrowableOfType(StoreException.class, () -> store.get(KEY));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Tue, 03 Feb 2026 04:05:09 GMT', 9000",
        "'Tue, 03 Feb 2026 04:04:00 GMT', 0",
        "7, 7000",
        "-7, 0",
        "soon, 0",
        "99999999999, 2147483647000"
    })
    void waitsByTheClockOfTheStoreAndNotByItsOwn(String retryAfter, long millis) throws IOException {
        String headers = "Date: " + DATE + "\r\nRetry-After: " + retryAfter + "\r\n";
        try (StalledServer server = serverThatSays("503 Slow Down", "SlowDown", headers)) {
            assertThat(get(server, "2026-02-03T04:00:00Z").retryAfterMillis()).isEqualTo(millis);
        }
    }

    @Test
    void waitsByItsOwnClockWhereTheStoreDoesNotTellTheTime() throws IOException {
        String headers = "Retry-After: " + DATE + "\r\n";
        try (StalledServer server = serverThatSays("429 Too Many", "Unheard", headers)) {
            assertThat(get(server, "2026-02-03T04:04:50Z").retryAfterMillis()).isEqualTo(10_000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-03T04:21:02Z, '16 min 2 s, ahead of the store''s'",
        "2026-02-03T01:00:00Z, '3 h 5 min, behind the store''s'"
    })
    void saysByHowMuchTheClockIsOff(String now, String off) throws IOException {
        try (StalledServer server = serverThatSays("403 No", "RequestTimeTooSkewed", "Date: " + DATE + "\r\n")) {
            StoreException failure = get(server, now);

            assertThat(failure).hasMessageContaining("the clock of this machine is off by " + off);
            assertThat(failure.retryability()).isEqualTo(Retryability.ONCE);
        }
    }

    @Test
    void doesNotTryAgainWhereTheStoreDoesNotTellTheTime() throws IOException {
        try (StalledServer server = serverThatSays("403 No", "RequestTimeTooSkewed", "")) {
            StoreException failure = get(server, "2026-02-03T04:05:00Z");

            assertThat(failure).hasMessageContaining("too far apart");
            assertThat(failure.retryability()).isEqualTo(Retryability.NEVER);
        }
    }

    @Test
    void signsByTheClockOfTheStoreAfterwards() throws IOException {
        try (StalledServer server = serverThatSays("403 No", "RequestTimeTooSkewed", "Date: " + DATE + "\r\n");
                S3StoreProvider provider = provider(server, "2026-02-03T04:05:00Z");
                ObjectStore store = provider.open(Checksums.REQUIRED)) {
            for (int request = 0; request < 2; request++) {
                assertThat(catchThrowableOfType(StoreException.class, () -> store.get(KEY))
                                .kind())
                        .isEqualTo(Kind.CLOCK_SKEW);
            }

            List<String> heads = server.heads();
            assertThat(heads).hasSize(2);
            assertThat(heads.get(0)).doesNotContainIgnoringCase("X-Amz-Date: 20260203T0405");
            assertThat(heads.get(1)).containsIgnoringCase("X-Amz-Date: 20260203T0405");
        }
    }
}
