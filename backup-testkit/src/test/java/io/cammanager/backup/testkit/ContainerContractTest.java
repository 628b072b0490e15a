package io.cammanager.backup.testkit;

import io.cammanager.backup.core.store.StoreTraits.Checksums;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The S3 store against MinIO in a container. Runs where the image is there already, or where
 * {@code BACKUP_TEST_CONTAINERS=true} allows to fetch it: a Docker without images and without network would hang.
 */
class ContainerContractTest extends S3StoreContract {
    private static final DockerImageName IMAGE = DockerImageName.parse("minio/minio:RELEASE.2025-09-07T16-13-09Z");
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final int DOCKER_LIMIT_SECONDS = 10;

    private @Nullable MinIOContainer container;

    ContainerContractTest() {
        super(Checksums.SUPPORTED);
    }

    @Override
    S3Server server() {
        MinIOContainer running = container == null ? start() : container;
        container = running;
        return new S3Server(URI.create(running.getS3URL()), running.getUserName(), running.getPassword());
    }

    private static MinIOContainer start() {
        Skip.unless(
                "true".equals(System.getenv("BACKUP_TEST_CONTAINERS")) || imageIsHere(),
                "the contract on a container: the image " + IMAGE
                        + " is not here, and BACKUP_TEST_CONTAINERS is not true");
        MinIOContainer minio = new MinIOContainer(IMAGE).withStartupTimeout(START_LIMIT);
        minio.start();
        return minio;
    }

    /** Asks the command line of Docker, whose answer comes at once or never. */
    private static boolean imageIsHere() {
        try {
            Process docker = new ProcessBuilder("docker", "image", "inspect", IMAGE.asCanonicalNameString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!docker.waitFor(DOCKER_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                docker.destroyForcibly();
                return false;
            }
            return docker.exitValue() == 0;
        } catch (IOException e) {
            return false; // no Docker here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @AfterAll
    final void stopContainer() {
        if (container != null) {
            container.stop();
        }
    }
}
