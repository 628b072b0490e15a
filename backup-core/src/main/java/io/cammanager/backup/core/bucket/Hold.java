package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.Selection;
import java.time.Instant;

/**
 * A legal hold on some recordings, as it is remembered in the bucket.
 *
 * @param id what it is called when it is removed
 * @param reason may be empty
 * @param by who set it, as far as that is known
 * @param versions how many versions it is on
 */
public record Hold(String id, Selection selection, String reason, String by, Instant at, long versions) {}
