package io.cammanager.backup.testkit;

import com.google.common.base.Strings;
import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.store.s3.S3Config;
import java.net.URI;

/** Where a server is and who may use it. */
public record S3Server(URI endpoint, String accessKey, String secretKey) {
    private static final String ENDPOINT = "BACKUP_TEST_S3_ENDPOINT";

    public static S3Server of(EmbeddedS3 server) {
        return new S3Server(server.endpoint(), server.accessKey(), server.secretKey());
    }

    /** Returns the server that the environment names, or skips the test where it names none. */
    public static S3Server external(String test) {
        String endpoint = environment(ENDPOINT, "");
        Skip.unless(!endpoint.isEmpty(), test + " on an external server: " + ENDPOINT + " is not set");
        return new S3Server(
                URI.create(endpoint),
                environment("BACKUP_TEST_S3_ACCESS_KEY", "minioadmin"),
                environment("BACKUP_TEST_S3_SECRET_KEY", "minioadmin"));
    }

    /** Returns the value of a variable that is there and not empty, or else the given one. */
    static String environment(String name, String otherwise) {
        String value = Strings.nullToEmpty(System.getenv(name));
        return value.isEmpty() ? otherwise : value;
    }

    public S3Config config(String bucket) {
        return S3Config.builder(bucket)
                .endpoint(endpoint)
                .credentials(Secret.of(accessKey), Secret.of(secretKey))
                .build();
    }
}
