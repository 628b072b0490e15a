package io.cammanager.backup.core.retention;

import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.lock.LeaseView;

/**
 * What a run deletes with.
 *
 * @param keeping says in which way an object of this bucket can be deleted and no other
 * @param lease nothing is deleted once it is lost
 */
public record RetentionTools(Keeping keeping, LeaseView lease, LockedVersions locked) {}
