package io.cammanager.backup.daemon.job;

import io.cammanager.backup.daemon.control.JobKind;
import io.cammanager.backup.daemon.schedule.Schedule;
import io.cammanager.backup.daemon.schedule.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schedules of all kinds of job. Belongs to the thread of the loop. */
final class Timetable {
    private final Surroundings surroundings;
    private final Map<JobKind, Schedule> schedules = new EnumMap<>(JobKind.class);
    private boolean verifiesKnown;

    Timetable(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Follows these settings from now on; what has started already counts on. */
    void follow(LoopSettings settings) {
        put(JobKind.SYNC, settings.syncTiming(surroundings.clock().getZone()), settings.jitter());
        Duration verify = settings.verifyInterval();
        put(JobKind.VERIFY, verify == null ? null : new Timing.Every(verify), Duration.ZERO);
    }

    private void put(JobKind kind, @Nullable Timing timing, Duration jitter) {
        if (timing == null) {
            schedules.remove(kind);
            return;
        }
        Schedule before = schedules.get(kind);
        Instant start = before == null ? surroundings.clock().instant() : before.lastStart();
        schedules.put(kind, new Schedule(timing, jitter, surroundings.random(), start));
    }

    /**
     * Learns of the verifications that the state remembers, also those of earlier processes: a restart alone is no reason to
     * verify again, and none at all is one.
     */
    void sawLastVerify(@Nullable Instant start) {
        Schedule schedule = schedules.get(JobKind.VERIFY);
        Instant now = surroundings.clock().instant();
        if (schedule != null && start != null && !start.isAfter(now)) {
            if (verifiesKnown) {
                schedule.startedElsewhere(start);
            } else {
                schedules.put(JobKind.VERIFY, schedule.since(start));
            }
        } else if (schedule != null && !verifiesKnown) {
            schedules.put(JobKind.VERIFY, schedule.since(Instant.EPOCH));
        }
        verifiesKnown = true;
    }

    /** Returns the kinds of which a job is due. */
    List<JobKind> due(Instant now) {
        return schedules.entrySet().stream()
                .filter(entry -> entry.getValue().isDue(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    Map<JobKind, Instant> nextDue() {
        Map<JobKind, Instant> times = new EnumMap<>(JobKind.class);
        schedules.forEach((kind, schedule) -> times.put(kind, schedule.due()));
        return times;
    }

    Optional<Schedule> of(JobKind kind) {
        return Optional.ofNullable(schedules.get(kind));
    }
}
