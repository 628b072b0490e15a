package io.cammanager.backup.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Strings;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import java.net.URI;
import java.util.Map;

/**
 * The S3 store against the server that the environment names. {@code BACKUP_TEST_S3_SERVER} says which
 * {@link KnownServer} it is, and {@code BACKUP_TEST_S3_CHECKSUMS} is a mode that it understands.
 */
class ExternalS3ContractTest extends S3StoreContract {
    private static final String ENDPOINT = "BACKUP_TEST_S3_ENDPOINT";

    ExternalS3ContractTest() {
        super(Checksums.valueOf(environment("BACKUP_TEST_S3_CHECKSUMS", Checksums.UNCHUNKED.name())));
    }

    @Override
    Server server() {
        String endpoint = environment(ENDPOINT, "");
        if (endpoint.isEmpty()) {
            String reason = "skipped the contract on an external server: " + ENDPOINT + " is not set";
            System.out.println(reason);
            assumeTrue(false, reason);
        }
        return new Server(
                URI.create(endpoint),
                environment("BACKUP_TEST_S3_ACCESS_KEY", "minioadmin"),
                environment("BACKUP_TEST_S3_SECRET_KEY", "minioadmin"));
    }

    @Override
    protected Map<Deviation, String> deviations() {
        return KnownServer.valueOf(environment("BACKUP_TEST_S3_SERVER", KnownServer.STRICT.name()))
                .deviations();
    }

    private static String environment(String name, String otherwise) {
        String value = Strings.nullToEmpty(System.getenv(name));
        return value.isEmpty() ? otherwise : value;
    }
}
