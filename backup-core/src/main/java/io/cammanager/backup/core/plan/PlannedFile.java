package io.cammanager.backup.core.plan;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.scan.FileStamp;
import org.jspecify.annotations.Nullable;

/**
 * A row of the plan.
 *
 * @param stamp of the file as the scan saw it; all zero for what is no regular file
 * @param detail the cause of a failure, or null
 */
public record PlannedFile(
        ObjectKey path,
        FileStamp stamp,
        Decision decision,
        @Nullable String detail) {}
