package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.store.StoreTraits;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the recordings go.
 *
 * @param endpoint null for AWS's own
 * @param prefix empty, or ends with a slash and does not start with one
 * @param credentials null for the AWS credential chain
 * @param caCertificate a PEM file, or null for the authorities that the machine trusts
 * @param checksums null where the probe is to choose
 */
public record StoreSettings(
        @Nullable URI endpoint,
        String region,
        String bucket,
        String prefix,
        PathStyle pathStyle,
        @Nullable Credentials credentials,
        @Nullable Path caCertificate,
        StoreTraits.@Nullable Checksums checksums) {
    /** Whether the bucket is named in the path of the URL or in its host. */
    public enum PathStyle {
        /** In the path, except at AWS. */
        AUTO,
        TRUE,
        FALSE
    }

    /** Says whether the bucket goes into the path of the URL. */
    public boolean usesPathStyle() {
        return pathStyle == PathStyle.TRUE || (pathStyle == PathStyle.AUTO && endpoint != null && !isAws(endpoint));
    }

    private static boolean isAws(URI endpoint) {
        return endpoint.getHost().endsWith(".amazonaws.com");
    }
}
