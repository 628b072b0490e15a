package io.cammanager.backup.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final FakeTime time = new FakeTime();
    private final List<Duration> sleeps = new ArrayList<>();

    @Test
    void sleepsUntilTheIntervalHasPassedSinceTheStart() throws InterruptedException {
        time.pass(Duration.ofSeconds(10));

        schedule(time).awaitNext(FakeTime.START);

        assertThat(sleeps).containsExactly(Duration.ofMinutes(1), Duration.ofSeconds(20));
    }

    @Test
    void noticesAClockThatWentOnWhileTheMachineWasSuspended() throws InterruptedException {
        Sleeper suspended = duration -> time.pass(Duration.ofHours(9));

        schedule(suspended).awaitNext(FakeTime.START);

        assertThat(sleeps).hasSize(1);
    }

    @Test
    void doesNotSleepWhenTheIntervalHasPassed() throws InterruptedException {
        time.pass(Duration.ofSeconds(90));

        schedule(time).awaitNext(FakeTime.START);

        assertThat(sleeps).isEmpty();
    }

    private Schedule schedule(Sleeper sleeper) {
        return new Schedule(Duration.ofSeconds(90), time, duration -> {
            sleeps.add(duration);
            sleeper.sleep(duration);
        });
    }
}
