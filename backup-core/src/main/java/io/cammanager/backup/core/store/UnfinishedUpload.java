package io.cammanager.backup.core.store;

import io.cammanager.backup.core.ObjectKey;
import java.time.Instant;

/** An upload in parts that was begun, and neither completed nor given up. */
public record UnfinishedUpload(ObjectKey key, String uploadId, Instant begun) {}
