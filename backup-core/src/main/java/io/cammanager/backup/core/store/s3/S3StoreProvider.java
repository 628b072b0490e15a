package io.cammanager.backup.core.store.s3;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreLimits;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens a bucket of a store that speaks S3. */
public final class S3StoreProvider implements StoreProvider {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    // Shorter than what servers and the boxes in between allow, so that they rarely close under our hands.
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(15);

    private final S3Config config;
    private final SdkHttpClient http;
    private final RenewableCredentials credentials;

    private S3StoreProvider(S3Config config, SdkHttpClient http) {
        this.config = config;
        this.http = http;
        this.credentials = RenewableCredentials.of(config);
    }

    /**
     * Makes a provider; nothing is sent yet.
     *
     * @throws io.cammanager.backup.core.BackupException when the CA file cannot be used
     */
    public static S3StoreProvider of(S3Config config) {
        return new S3StoreProvider(config, WatchedHttp.around(http(config), config.idleLimit()));
    }

    private static SdkHttpClient http(S3Config config) {
        Apache5HttpClient.Builder http = Apache5HttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(config.idleLimit())
                .connectionAcquisitionTimeout(config.idleLimit())
                .connectionMaxIdleTime(IDLE_LIMIT)
                .maxConnections(config.maxConnections())
                .expectContinueEnabled(false)
                .tcpKeepAlive(true);
        Path pem = config.caCertificate();
        if (pem != null) {
            var managers = TrustedCertificates.with(pem);
            http.tlsTrustManagersProvider(() -> managers);
        }
        return http.build();
    }

    @Override
    public String endpoint() {
        return config.address();
    }

    @Override
    public String bucket() {
        return config.bucket();
    }

    @Override
    public Object copyDomain() {
        String keys = config.accessKey() == null ? "" : config.accessKey().reveal();
        return new CopyDomain(config.address(), config.region(), keys);
    }

    /** Buckets that the same keys open, by the public half of these; empty for those found in the environment. */
    private record CopyDomain(String address, String region, String accessKey) {}

    @Override
    public StoreLimits limits() {
        return config.limits();
    }

    @Override
    public ObjectStore open(Checksums checksums) {
        S3Client client = client(checksums).build();
        S3Exceptions exceptions = new S3Exceptions(config, credentials);
        SdkWire wire = new SdkWire(client, config.bucket(), checksums, exceptions);
        return new S3Store(client, wire, config.bucket(), exceptions);
    }

    @Override
    public BucketAdmin admin() {
        // Many servers want the MD5 of such a request, as all did once, and not what the SDK sends in its place.
        S3Client client =
                client(Checksums.UNCHUNKED).addPlugin(LegacyMd5Plugin.create()).build();
        return new S3BucketAdmin(client, config.bucket(), new S3Exceptions(config, credentials));
    }

    @Override
    public Optional<Duration> clockAhead() {
        try (S3Client client = client(Checksums.UNCHUNKED).build()) {
            S3Exceptions exceptions = new S3Exceptions(config, credentials);
            @Nullable SdkHttpResponse answer = exceptions.translate("reach", config.bucket(), () -> anyAnswer(client));
            return Optional.ofNullable(new ServerTime(answer, config.clock()).ahead());
        }
    }

    /** A refusal tells the time as well. */
    private @Nullable SdkHttpResponse anyAnswer(S3Client client) {
        try {
            return client.headBucket(head -> head.bucket(config.bucket())).sdkHttpResponse();
        } catch (AwsServiceException e) {
            return e.awsErrorDetails() == null ? null : e.awsErrorDetails().sdkHttpResponse();
        }
    }

    @Override
    public Optional<ChecksumTraits> tryChecksums(ObjectKey scratch) {
        try (S3Client client = client(Checksums.UNCHUNKED).build()) {
            S3Exceptions exceptions = new S3Exceptions(config, credentials);
            return Optional.of(new ChecksumTrial(client, config.bucket(), scratch, exceptions).run());
        }
    }

    private S3ClientBuilder client(Checksums checksums) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(http)
                .region(Region.of(config.region()))
                .forcePathStyle(config.usesPathStyle())
                .serviceConfiguration(service ->
                        service.expectContinueEnabled(false).chunkedEncodingEnabled(checksums != Checksums.UNCHUNKED))
                // Every upload brings its own sums; what the SDK would add on top costs a pass and old stores refuse
                // it.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .putAuthScheme(new PresetPayloadScheme())
                .overrideConfiguration(override -> {
                    override.retryStrategy(AwsRetryStrategy.doNotRetry());
                    override.addExecutionInterceptor(new AnswerLimit());
                    override.addExecutionInterceptor(new UrlEncodedListing());
                    if (config.accessKey() != null) {
                        // Whoever gives credentials does not want a file in the home directory to change anything.
                        override.defaultProfileFile(ProfileFile.aggregator().build());
                    }
                });
        if (config.endpoint() != null) {
            builder.endpointOverride(config.endpoint());
        }
        return builder.credentialsProvider(credentials);
    }

    @Override
    public void close() {
        http.close();
    }
}
