package io.cammanager.backup.testkit.failures;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.RestoreReport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a restore says of itself. */
record Restored(RestoreReport report, List<BackupEvent.Restored> ends, List<String> warnings) {
    /** Keeps the ends of recordings, and the warnings. */
    static final class Listener implements BackupListener {
        private final List<BackupEvent.Restored> ends = new CopyOnWriteArrayList<>();
        private final List<String> warnings = new CopyOnWriteArrayList<>();

        @Override
        public void onEvent(BackupEvent event) {
            if (event instanceof BackupEvent.Restored end) {
                ends.add(end);
            } else if (event instanceof BackupEvent.Warning warning) {
                warnings.add(warning.message());
            }
        }

        Restored ended(RestoreReport report) {
            return new Restored(report, List.copyOf(ends), List.copyOf(warnings));
        }
    }
}
