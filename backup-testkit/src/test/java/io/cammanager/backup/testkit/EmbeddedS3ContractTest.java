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
        S3Server server() {
            return S3Server.of(server);
        }

        @Override
        public void finishThawing() {
            server.finishThawing();
        }

        @Override
        protected Map<Deviation, String> deviations() {
            return ImmutableMap.<Deviation, String>builder()
                    .put(Deviation.LISTS_SUPPLEMENTARY_OUT_OF_ORDER, "sorts by UTF-16")
                    .put(
                            Deviation.LOSES_EMPTY_SEGMENTS,
                            "its HTTP server folds slashes before the signature is checked")
                    .put(Deviation.LOSES_LEADING_SLASH, "its HTTP server folds slashes before the signature is checked")
                    .put(Deviation.LOSES_DOT_SEGMENTS, "takes keys for paths and normalises them")
                    .put(Deviation.LOSES_TRAILING_SLASH, "takes it for a directory and drops the bytes")
                    .put(Deviation.BREAKS_XML_BY_CONTROL_CHARACTERS, "writes them into its answer as they are")
                    .put(Deviation.TAKES_KEYS_FOR_PATHS, "keeps objects in a tree of directories")
                    .put(Deviation.TAKES_PARTS_AFTER_ABORT, "keeps parts without looking for their upload")
                    .put(Deviation.LISTS_PARTS_AFTER_ABORT, "keeps parts without looking for their upload")
                    .buildOrThrow();
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
