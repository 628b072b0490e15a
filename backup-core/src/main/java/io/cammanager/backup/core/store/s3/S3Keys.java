package io.cammanager.backup.core.store.s3;

import io.cammanager.backup.core.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an S3 account, as they are at one moment.
 *
 * @param sessionToken what goes with temporary keys; null with lasting ones
 */
public record S3Keys(
        Secret accessKey, Secret secretKey, @Nullable Secret sessionToken) {}
