package io.cammanager.backup.core.store;

import org.jspecify.annotations.Nullable;

/** Where a page of a listing of versions ends, in the store's own words. */
public record VersionMarker(String key, @Nullable String versionId) {}
