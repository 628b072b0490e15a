package io.cammanager.backup.cli.health;

import io.cammanager.backup.cli.report.JsonLine;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Upkeep;
import java.util.Locale;

/** The fields of mirrors, deletions and examinations, and of the lock of the bucket; only those that were ever used. */
final class UpkeepJson {
    private UpkeepJson() {}

    static void put(JsonLine line, Upkeep upkeep) {
        for (RunRecord.Kind kind : Upkeep.KINDS) {
            if (upkeep.isUsed(kind)) {
                String name = kind.name().toLowerCase(Locale.ROOT);
                upkeep.status().last(kind).ifPresent(run -> HealthJson.run(line, "last_" + name, run));
                line.put(name, upkeep.verdict(kind).name().toLowerCase(Locale.ROOT));
            }
        }
        if (upkeep.lock() != Upkeep.Lock.NONE) {
            line.put("lock_days", upkeep.status().lockDays().orElse(0L));
            line.put("object_lock", upkeep.lock().name().toLowerCase(Locale.ROOT));
        }
    }
}
