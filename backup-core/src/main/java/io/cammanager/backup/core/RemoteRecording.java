package io.cammanager.backup.core;

import java.time.Instant;

/** A recording in the bucket. {@code path} is its key below the prefix and may hold any character. */
public record RemoteRecording(String path, long size, Instant lastModified) {}
