package io.cammanager.backup.testkit;

import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The contract, kept by the S3 store and some server. */
abstract class S3StoreContract extends ObjectStoreContract {
    private final Checksums checksums;
    private final List<S3StoreProvider> providers = new ArrayList<>();

    S3StoreContract(Checksums checksums) {
        this.checksums = checksums;
    }

    abstract S3Server server();

    @Override
    protected ObjectStore openStore(String bucketName) {
        S3StoreProvider provider = S3StoreProvider.of(server().config(bucketName));
        providers.add(provider);
        return provider.open(checksums);
    }

    @Override
    protected void removeBucket(String bucketName) {
        S3Server server = server();
        try (S3Client client = S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(server.accessKey(), server.secretKey())))
                .build()) {
            client.deleteBucket(request -> request.bucket(bucketName));
        } catch (S3Exception e) {
            // What a known deviation left behind keeps its bucket.
            if (e.statusCode() != 409) {
                throw e;
            }
        }
    }

    @AfterAll
    final void closeConnections() {
        providers.forEach(S3StoreProvider::close);
    }
}
