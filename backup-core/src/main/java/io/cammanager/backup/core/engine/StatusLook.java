package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.BackupStatus.Disk;
import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.FilterRules;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.scan.NameFilter;
import io.cammanager.backup.core.scan.SourceScanner;
import io.cammanager.backup.core.status.CameraStatuses;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One look at where the backup stands: reads the source and the catalog, and writes nothing but temporary files. */
final class StatusLook {
    private StatusLook() {}

    static BackupStatus of(EngineSetup setup) {
        Path source = SourceGuard.requireDirectory(setup.source());
        StateDirectory state = StateDirectory.of(setup.stateDirectory(), setup.identity(source));
        state.requireReadable();
        Instant now = setup.clock().instant();
        try (TemporaryDirectory scratch = TemporaryDirectory.create();
                Catalog catalog = state.openCatalogForStatus()) {
            SourceScanner scanner =
                    new SourceScanner(source, NameFilter.of(FilterRules.DEFAULT), setup.shard(), scratch.path());
            List<CameraStatus> cameras = new CameraStatuses(scanner, keepFrom(setup), now).count(catalog);
            return new BackupStatus(
                    now,
                    cameras,
                    catalog.runs(BackupStatus.MAX_RUNS),
                    disk(source),
                    catalog.coverage(now),
                    setup.retention(),
                    RunOwner.ofLock(state.path()));
        }
    }

    private static @Nullable LocalDateTime keepFrom(EngineSetup setup) {
        return setup.retention() == null
                ? null
                : LocalDateTime.now(setup.clock()).minus(setup.retention());
    }

    private static @Nullable Disk disk(Path source) {
        try {
            FileStore files = Files.getFileStore(source);
            long total = files.getTotalSpace();
            return total > 0 ? new Disk(total, files.getUsableSpace()) : null;
        } catch (IOException e) {
            return null; // some file systems have no size to tell
        }
    }
}
