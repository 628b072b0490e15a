package io.cammanager.backup.core.prune;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.PruneOptions;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.lock.LeaseView;
import io.cammanager.backup.core.verify.ObjectCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What deleting files here needs of its run.
 *
 * @param source without links
 * @param lease of the bucket; nothing is deleted once it is lost
 * @param expired what started before this may have expired in the bucket; null when nothing does
 */
public record PruneContext(
        Path source,
        Catalog catalog,
        ObjectCheck check,
        LeaseView lease,
        PruneOptions options,
        @Nullable LocalDateTime expired,
        BackupListener listener,
        Clock clock) {}
