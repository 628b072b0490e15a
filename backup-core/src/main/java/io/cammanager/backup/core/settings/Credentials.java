package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.Secret;

/** The key pair of an S3 account. */
public record Credentials(Secret accessKey, Secret secretKey) {}
