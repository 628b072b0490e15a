package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The key pair of an S3 account.
 *
 * @param sessionToken what goes with temporary keys; null with lasting ones
 */
public record Credentials(
        Secret accessKey, Secret secretKey, @Nullable Secret sessionToken) {}
