package io.cammanager.backup.testkit;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The S3 store against the embedded server, in each of the ways to protect the bytes of a request. */
class EmbeddedS3ContractTest {
    private static EmbeddedS3 server;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private abstract static class Embedded extends S3StoreContract {
        Embedded(Checksums checksums) {
            super(checksums);
        }

        @Override
        Server server() {
            return new Server(server.endpoint(), server.accessKey(), server.secretKey());
        }

        @Override
        protected Map<Deviation, String> deviations() {
            return ImmutableMap.of();
        }
    }

    @Nested
    class WithChecksums extends Embedded {
        WithChecksums() {
            super(Checksums.SUPPORTED);
        }
    }

    @Nested
    class WithChecksumsWhereRequired extends Embedded {
        WithChecksumsWhereRequired() {
            super(Checksums.REQUIRED);
        }
    }

    @Nested
    class WithoutChunks extends Embedded {
        WithoutChunks() {
            super(Checksums.UNCHUNKED);
        }
    }
}
