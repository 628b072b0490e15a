package io.cammanager.backup.cli.health;

import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Upkeep;
import io.cammanager.backup.core.report.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Puts the mirrors, deletions and examinations of the past into words, and the lock of the bucket; what was never used and is
 * not scheduled has no line.
 *
 * @param time writes a time as the lines around do
 */
record UpkeepText(Messages messages, Function<Instant, String> time) {
    /** Returns the lines by the keys of their labels, in their order. */
    Map<String, String> lines(Upkeep upkeep) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (RunRecord.Kind kind : Upkeep.KINDS) {
            if (upkeep.isUsed(kind)) {
                String name = kind.name().toLowerCase(Locale.ROOT);
                String last = upkeep.status()
                        .last(kind)
                        .map(run -> ended(run, upkeep.status().at()))
                        .orElseGet(() -> messages.text("health.never"));
                lines.put("health.last." + name, last);
            }
        }
        if (upkeep.lock() != Upkeep.Lock.NONE) {
            lines.put("health.objectLock", lock(upkeep));
        }
        return lines;
    }

    private String ended(RunRecord run, Instant now) {
        long age = Math.max(0, Duration.between(run.ended(), now).toMillis());
        String when = messages.text("health.when", time.apply(run.ended()), messages.duration(age));
        if (run.wasBrokenOff()) {
            return messages.text("health.brokenOff", when);
        }
        return run.succeeded()
                ? messages.text("health.passed", when)
                : messages.text("health.ended", when, run.exitCode().code());
    }

    private String lock(Upkeep upkeep) {
        Duration retention = upkeep.status().retention();
        return messages.text(
                "health.objectLock." + upkeep.lock().name().toLowerCase(Locale.ROOT),
                upkeep.status().lockDays().orElse(0L),
                retention == null ? 0 : retention.toDays());
    }
}
