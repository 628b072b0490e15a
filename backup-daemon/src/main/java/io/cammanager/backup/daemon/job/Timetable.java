package io.cammanager.backup.daemon.job;

import io.cammanager.backup.daemon.control.JobKind;
import io.cammanager.backup.daemon.schedule.Schedule;
import io.cammanager.backup.daemon.schedule.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The schedules of all kinds of job. Belongs to the thread of the loop. */
final class Timetable {
    private final Surroundings surroundings;
    private final Map<JobKind, Schedule> schedules = new EnumMap<>(JobKind.class);
    private final Set<JobKind> known = EnumSet.noneOf(JobKind.class);

    Timetable(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Follows these settings from now on; what has started already counts on. */
    void follow(LoopSettings settings) {
        put(JobKind.SYNC, settings.syncTiming(surroundings.clock().getZone()), settings.jitter());
        put(JobKind.VERIFY, every(settings.checks().verify()), Duration.ZERO);
        put(JobKind.ROTATE, every(settings.checks().rotate()), Duration.ZERO);
        put(JobKind.DRILL, every(settings.checks().drill()), Duration.ZERO);
        put(JobKind.PRUNE, regularly(settings.upkeep().prune()), Duration.ZERO);
        put(JobKind.RETENTION, regularly(settings.upkeep().retention()), Duration.ZERO);
        put(JobKind.MIRROR, regularly(settings.upkeep().mirror()), Duration.ZERO);
    }

    private static @Nullable Timing every(@Nullable Duration interval) {
        return interval == null ? null : new Timing.Every(interval);
    }

    private static @Nullable Timing regularly(LoopSettings.@Nullable Regular<?> regular) {
        return regular == null ? null : every(regular.interval());
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
     * Learns of the verifications and drills that the state remembers, also those of earlier processes: a restart alone is no
     * reason to verify again, and none at all is one.
     */
    void sawLast(JobKind kind, @Nullable Instant start) {
        Schedule schedule = schedules.get(kind);
        Instant now = surroundings.clock().instant();
        boolean first = known.add(kind);
        if (schedule != null && start != null && !start.isAfter(now)) {
            if (first) {
                schedules.put(kind, schedule.since(start));
            } else {
                schedule.startedElsewhere(start);
            }
        } else if (schedule != null && first) {
            schedules.put(kind, schedule.since(Instant.EPOCH));
        }
    }

    /** Makes a job due again that did not get to its end. */
    void again(JobKind kind) {
        Schedule schedule = schedules.get(kind);
        if (schedule != null) {
            schedules.put(kind, schedule.since(Instant.EPOCH));
        }
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
