package io.cammanager.backup.testkit.engine;

import io.cammanager.backup.testkit.S3Server;
import java.util.UUID;

/** We and rclone by turns, on the server that the environment names, in buckets that are gone afterwards. */
final class ExternalS3InteropTest extends S3InteropContract {
    @Override
    S3Server server() {
        return S3Server.external("the comparison with rclone");
    }

    @Override
    String newBucket(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Override
    void removeBucket(Rclone rclone, String bucket) throws Exception {
        rclone.run("purge", "bench:" + bucket);
    }
}
