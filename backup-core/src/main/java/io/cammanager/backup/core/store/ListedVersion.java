package io.cammanager.backup.core.store;

import io.cammanager.backup.core.ObjectKey;

/**
 * A row of a listing of versions.
 *
 * @param size in bytes; 0 for a marker
 */
public record ListedVersion(ObjectKey key, ObjectVersion version, long size) {}
