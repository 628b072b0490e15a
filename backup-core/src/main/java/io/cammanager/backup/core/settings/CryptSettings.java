package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.Secret;
import io.cammanager.backup.crypto.CryptOptions;
import org.jspecify.annotations.Nullable;

/**
 * How recordings are encrypted, in the terms of rclone crypt.
 *
 * @param password never empty
 * @param password2 the salt; null for rclone's own, which everybody knows
 * @param folder the folder of the remote that is meant, in the clear; empty, or ends in a slash
 */
public record CryptSettings(Secret password, @Nullable Secret password2, CryptOptions options, String folder) {}
