package io.cammanager.backup.core.store.s3;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.Secret;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The credentials of a store, read anew from where they came when the store refuses them: keys are replaced while a daemon
 * runs, and a mounted secret changes under it. Thread-safe.
 */
final class RenewableCredentials implements AwsCredentialsProvider {
    private final Supplier<AwsCredentialsProvider> source;
    private volatile AwsCredentialsProvider provider;
    private volatile @Nullable AwsCredentials latest;

    private RenewableCredentials(AwsCredentialsProvider first, Supplier<AwsCredentialsProvider> source) {
        this.provider = first;
        this.source = source;
    }

    static RenewableCredentials of(S3Config config) {
        Secret accessKey = config.accessKey();
        Secret secretKey = config.secretKey();
        if (accessKey == null || secretKey == null) {
            // A new chain each time: an old one would hand out what it has kept.
            return new RenewableCredentials(chain(), RenewableCredentials::chain);
        }
        AwsCredentialsProvider given = of(new S3Keys(accessKey, secretKey, config.sessionToken()));
        Supplier<S3Keys> again = config.keysAgain();
        return new RenewableCredentials(given, again == null ? () -> given : () -> of(again.get()));
    }

    private static AwsCredentialsProvider chain() {
        return DefaultCredentialsProvider.builder().build();
    }

    private static AwsCredentialsProvider of(S3Keys keys) {
        String accessKey = keys.accessKey().reveal();
        String secretKey = keys.secretKey().reveal();
        Secret token = keys.sessionToken();
        return StaticCredentialsProvider.create(
                token == null
                        ? AwsBasicCredentials.create(accessKey, secretKey)
                        : AwsSessionCredentials.create(accessKey, secretKey, token.reveal()));
    }

    @Override
    public AwsCredentials resolveCredentials() {
        AwsCredentials resolved = provider.resolveCredentials();
        latest = resolved;
        return resolved;
    }

    /** Returns what the last request was signed with, or null before the first one. */
    @Nullable AwsCredentials latest() {
        return latest;
    }

    /**
     * Looks whether there are other credentials by now than those that were refused.
     *
     * @param refused what the request was signed with; null when that is not known
     * @return true when a request may fare better now
     */
    synchronized boolean renew(@Nullable AwsCredentials refused) {
        AwsCredentials used = refused == null ? latest : refused;
        AwsCredentials known = latest;
        if (known != null && !known.equals(used)) {
            return true; // another thread was faster
        }
        try {
            AwsCredentialsProvider next = source.get();
            AwsCredentials found = next.resolveCredentials();
            if (found.equals(used)) {
                return false;
            }
            provider = next;
            latest = found;
            return true;
        } catch (BackupException | SdkClientException e) {
            return false; // what cannot be read now is no better than what was refused, which is what gets told
        }
    }
}
