package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.ObjectKey;

/** A version that is under a hold, by the key that it is stored under. */
record HeldVersion(ObjectKey key, String versionId) {}
