package io.cammanager.backup.core.store;

import io.cammanager.backup.core.ObjectKey;
import java.time.Instant;

/** A row of a listing. {@code etag} is without quotes, and empty where the store gives none. */
public record ListedObject(ObjectKey key, long size, String etag, Instant lastModified) {}
