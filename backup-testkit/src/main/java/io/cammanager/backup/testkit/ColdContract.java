package io.cammanager.backup.testkit;

import static io.cammanager.backup.testkit.StoreUnderTest.CONTENT_TYPE;
import static io.cammanager.backup.testkit.StoreUnderTest.assertThatFails;
import static io.cammanager.backup.testkit.StoreUnderTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.ThawOptions;
import io.cammanager.backup.core.store.ColdStorage;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Storage classes that cannot be read at once. */
interface ColdContract extends ContractPart {
    /** Lets everything be readable now that is being fetched back. */
    void finishThawing();

    @Test
    default void givesOutWhatLiesInAColdClassOnlyOnceItWasFetchedBack() throws Throwable {
        ObjectKey key = underTest().key("cold");

        underTest().unless(Deviation.KEEPS_NOTHING_COLD, () -> {
            String unused = underTest()
                    .store()
                    .put(
                            new PutRequest(key, Map.of("mtime", "1.5"), CONTENT_TYPE, Condition.ALWAYS, "GLACIER"),
                            BytesBody.of(bytes("cold")));
            assertThat(cold(key)).isEqualTo(new ColdStorage("GLACIER", false));
            assertThatFails(Kind.COLD, () -> underTest().read(key));

            underTest().store().thaw(key, null, ThawOptions.DEFAULT);
            underTest().store().thaw(key, null, ThawOptions.DEFAULT);

            assertThat(cold(key)).isEqualTo(new ColdStorage("GLACIER", true));
            assertThatFails(Kind.COLD, () -> underTest().read(key));

            finishThawing();

            assertThat(cold(key)).isNull();
            assertThat(underTest().read(key)).isEqualTo(bytes("cold"));
            assertThat(underTest().store().head(key).orElseThrow().metadata()).containsEntry("mtime", "1.5");
        });
    }

    private @Nullable ColdStorage cold(ObjectKey key) {
        return underTest().store().head(key).orElseThrow().cold();
    }
}
