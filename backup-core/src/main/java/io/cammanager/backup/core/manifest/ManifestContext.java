package io.cammanager.backup.core.manifest;

import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Whose manifest it is, and where it lies.
 *
 * @param store the bucket as it is, not decrypted
 * @param prefix empty, or ending in a slash
 * @param scope the name of the chain: each job that writes beside others has its own
 * @param source tells the source of this job from others, and nothing else of it
 * @param crypt null where the manifest can be read by everyone
 * @param random draws nonces
 */
public record ManifestContext(
        ObjectStore store,
        String prefix,
        String scope,
        String source,
        @Nullable RcloneCrypt crypt,
        SecureRandom random,
        Catalog catalog,
        Clock clock) {}
