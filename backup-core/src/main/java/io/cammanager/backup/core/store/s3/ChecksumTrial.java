package io.cammanager.backup.core.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreProvider.ChecksumTraits;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Tries what a store does with {@code x-amz-checksum-sha256} alone: the signed hash of the payload is right each time. */
record ChecksumTrial(S3Client client, String bucket, ObjectKey key, S3Exceptions exceptions) {
    private static final String TEXT = "checksum";

    ChecksumTraits run() {
        HashCode right = Hashing.sha256().hashString(TEXT, UTF_8);
        HashCode wrong = Hashing.sha256().hashString("another " + TEXT, UTF_8);
        boolean takesWrong = takes(wrong, right);
        boolean told = takes(right, right) && base64(right).equals(head().checksumSHA256());
        return new ChecksumTraits(enforced(!takesWrong), enforced(told));
    }

    private boolean takes(HashCode checksum, HashCode payload) {
        PutObjectRequest put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key.value())
                .checksumSHA256(base64(checksum))
                .overrideConfiguration(AwsRequestOverrideConfiguration.builder()
                        .putHeader(PresetPayloadSigner.PAYLOAD_HASH, payload.toString())
                        .build())
                .build();
        try {
            var unused = exceptions.translate(
                    "put", key.value(), () -> client.putObject(put, RequestBody.fromString(TEXT, UTF_8)));
            return true;
        } catch (StoreException e) {
            return switch (e.kind()) {
                case DIGEST_MISMATCH, REJECTED, NOT_IMPLEMENTED -> false;
                default -> throw e;
            };
        }
    }

    private HeadObjectResponse head() {
        return exceptions.translate(
                "head",
                key.value(),
                () -> client.headObject(
                        head -> head.bucket(bucket).key(key.value()).checksumMode(ChecksumMode.ENABLED)));
    }

    private static String base64(HashCode hash) {
        return BaseEncoding.base64().encode(hash.asBytes());
    }

    private static Enforcement enforced(boolean holds) {
        return holds ? Enforcement.HOLDS : Enforcement.DOES_NOT_HOLD;
    }
}
