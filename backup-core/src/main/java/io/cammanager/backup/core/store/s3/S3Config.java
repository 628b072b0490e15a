package io.cammanager.backup.core.store.s3;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.store.StoreLimits;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one bucket.
 *
 * @param endpoint null for AWS's own
 * @param accessKey null, together with {@code secretKey}, to look for credentials where AWS's tools do
 * @param sessionToken what goes with temporary keys; else null
 * @param caCertificate PEM file with further certificates to trust
 * @param checksums null to find by the probe what the store can do
 * @param limits what this store takes at most
 * @param maxConnections open at once; at least as many as there are workers
 * @param keysAgain looks the keys up anew when the store refuses them; null when they cannot change. May throw
 *     {@link io.cammanager.backup.core.BackupException} when there are none to be found
 * @param idleLimit how long a request may stand still, no byte going out or coming in, before it is given up
 * @param clock the clock of this machine
 */
public record S3Config(
        @Nullable URI endpoint,
        String region,
        String bucket,
        PathStyle pathStyle,
        @Nullable Secret accessKey,
        @Nullable Secret secretKey,
        @Nullable Secret sessionToken,
        @Nullable Path caCertificate,
        @Nullable Checksums checksums,
        StoreLimits limits,
        int maxConnections,
        @Nullable Supplier<S3Keys> keysAgain,
        Duration idleLimit,
        Clock clock) {
    /** Whether the bucket is named in the path of a request or in the host. */
    public enum PathStyle {
        /** In the path whenever an endpoint is given. */
        AUTO,
        ON,
        OFF
    }

    public S3Config {
        if (bucket.isEmpty() || bucket.contains("/")) {
            throw new IllegalArgumentException("bucket must be a plain name, not \"" + bucket + "\"");
        }
        if (region.isEmpty()) {
            throw new IllegalArgumentException("region must not be empty");
        }
        if (endpoint != null && (!isHttp(endpoint) || endpoint.getHost() == null)) {
            throw new IllegalArgumentException("endpoint must be http://HOST or https://HOST, not " + endpoint);
        }
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException("accessKey and secretKey must be given together");
        }
        if (sessionToken != null && accessKey == null) {
            throw new IllegalArgumentException("sessionToken must be given together with its keys");
        }
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections must be at least 1, not " + maxConnections);
        }
        if (idleLimit.isNegative() || idleLimit.isZero()) {
            throw new IllegalArgumentException("idleLimit must be more than 0, not " + idleLimit);
        }
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    boolean usesPathStyle() {
        return pathStyle == PathStyle.ON || (pathStyle == PathStyle.AUTO && endpoint != null);
    }

    /** Returns the address in words: the endpoint, or AWS with its region. */
    String address() {
        return endpoint == null ? "AWS S3 in " + region : endpoint.toString();
    }

    public static Builder builder(String bucket) {
        return new Builder(bucket);
    }

    /** Collects the settings; what is not set keeps the default shown here. */
    public static final class Builder {
        private final String bucket;
        private @Nullable URI endpoint;
        private String region = "us-east-1";
        private PathStyle pathStyle = PathStyle.AUTO;
        private @Nullable Secret accessKey;
        private @Nullable Secret secretKey;
        private @Nullable Secret sessionToken;
        private @Nullable Path caCertificate;
        private @Nullable Checksums checksums;
        private StoreLimits limits = StoreLimits.AWS;
        private int maxConnections = 64;
        private @Nullable Supplier<S3Keys> keysAgain;
        private Duration idleLimit = Duration.ofSeconds(60);
        private Clock clock = Clock.systemUTC();

        private Builder(String bucket) {
            this.bucket = bucket;
        }

        @CanIgnoreReturnValue
        public Builder endpoint(@Nullable URI value) {
            endpoint = value;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder region(String value) {
            region = value;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder pathStyle(PathStyle value) {
            pathStyle = value;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder credentials(@Nullable Secret newAccessKey, @Nullable Secret newSecretKey) {
            accessKey = newAccessKey;
            secretKey = newSecretKey;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder sessionToken(@Nullable Secret value) {
            sessionToken = value;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder caCertificate(@Nullable Path value) {
            caCertificate = value;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder checksums(@Nullable Checksums value) {
            checksums = value;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder limits(StoreLimits value) {
            limits = value;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder maxConnections(int value) {
            maxConnections = value;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder keysAgain(@Nullable Supplier<S3Keys> value) {
            keysAgain = value;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder idleLimit(Duration value) {
            idleLimit = value;
            return this;
        }

        @CanIgnoreReturnValue
        public Builder clock(Clock value) {
            clock = value;
            return this;
        }

        public S3Config build() {
            return new S3Config(
                    endpoint,
                    region,
                    bucket,
                    pathStyle,
                    accessKey,
                    secretKey,
                    sessionToken,
                    caCertificate,
                    checksums,
                    limits,
                    maxConnections,
                    keysAgain,
                    idleLimit,
                    clock);
        }
    }
}
