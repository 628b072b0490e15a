package io.cammanager.backup.core.store;

import org.jspecify.annotations.Nullable;

/**
 * One page of a listing of versions.
 *
 * @param prefix what the keys begin with; may be empty
 * @param after where the last page said that the next one begins; null for the first
 */
public record VersionListRequest(String prefix, @Nullable VersionMarker after) {}
