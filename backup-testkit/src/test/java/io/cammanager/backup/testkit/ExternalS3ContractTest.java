package io.cammanager.backup.testkit;

import io.cammanager.backup.core.store.StoreTraits.Checksums;
import java.util.Map;

/**
 * The S3 store against the server that the environment names. {@code BACKUP_TEST_S3_SERVER} says which
 * {@link KnownServer} it is, and {@code BACKUP_TEST_S3_CHECKSUMS} is a mode that it understands.
 */
class ExternalS3ContractTest extends S3StoreContract {
    ExternalS3ContractTest() {
        super(Checksums.valueOf(S3Server.environment("BACKUP_TEST_S3_CHECKSUMS", Checksums.UNCHUNKED.name())));
    }

    @Override
    S3Server server() {
        return S3Server.external("the contract");
    }

    @Override
    protected Map<Deviation, String> deviations() {
        return KnownServer.valueOf(S3Server.environment("BACKUP_TEST_S3_SERVER", KnownServer.STRICT.name()))
                .deviations();
    }
}
