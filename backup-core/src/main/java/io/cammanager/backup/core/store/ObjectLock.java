package io.cammanager.backup.core.store;

import java.time.Instant;

/** Until when one version of an object cannot be deleted, by the store's clock. */
public record ObjectLock(LockMode mode, Instant until) {}
