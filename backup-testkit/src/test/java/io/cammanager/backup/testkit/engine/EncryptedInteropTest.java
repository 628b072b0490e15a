package io.cammanager.backup.testkit.engine;

import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** We and rclone by turns, on the embedded server. */
final class EncryptedInteropTest extends S3InteropContract {
    private static EmbeddedS3 server;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    S3Server server() {
        return S3Server.of(server);
    }

    @Override
    String newBucket(String name) {
        return name;
    }

    @Override
    void removeBucket(Rclone rclone, String bucket) {
        server.removeBucket(bucket);
    }
}
