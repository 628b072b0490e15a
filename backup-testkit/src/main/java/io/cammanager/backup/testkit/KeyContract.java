package io.cammanager.backup.testkit;

import static io.cammanager.backup.testkit.StoreUnderTest.assertThatFails;
import static io.cammanager.backup.testkit.StoreUnderTest.bytes;
import static io.cammanager.backup.testkit.StoreUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of every kind come back as they were. */
interface KeyContract extends ContractPart {
    @ParameterizedTest
    @EnumSource
    default void givesBackOddKeys(OddKey odd) throws Throwable {
        ObjectKey key = odd.below(underTest().prefix());
        byte[] bytes = bytes(odd.name());

        underTest().unless(odd.deviation(), () -> {
            underTest().store().put(request(key), BytesBody.of(bytes));

            assertThat(underTest().store().head(key).orElseThrow().key()).isEqualTo(key);
            assertThat(underTest().read(key)).isEqualTo(bytes);
            assertThat(underTest()
                            .list(ListRequest.all(odd.listedBelow(underTest().prefix()))))
                    .extracting(object -> object.key())
                    .containsExactly(key);

            underTest().store().delete(key);

            assertThat(underTest().store().head(key)).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    default void sendsPartsUnderOddKeys(OddKey odd) throws Throwable {
        ObjectKey key = odd.below(underTest().prefix());
        byte[] bytes = bytes(odd.name());

        underTest().unless(odd.deviationInParts(), () -> {
            var upload = underTest().store().startMultipart(request(key));
            upload.complete(List.of(upload.uploadPart(1, BytesBody.of(bytes))));

            assertThat(underTest().read(key)).isEqualTo(bytes);
            underTest().store().delete(key);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"100%/", "a%20b/", "1+1/", "two  spaces/", "c\u00e1mara/", "\ud83c\udfa5&?#=/", "<'\">/"})
    default void listsBelowOddPrefixes(String directory) {
        ObjectKey key = underTest().put(directory + "a.mp4");
        ListRequest level = new ListRequest(underTest().prefix() + directory, null, null, ListRequest.Depth.ONE_LEVEL);

        assertThat(underTest().list(ListRequest.all(underTest().prefix() + directory)))
                .extracting(object -> object.key())
                .containsExactly(key);
        assertThat(underTest().list(level)).extracting(object -> object.key()).containsExactly(key);
    }

    @Test
    default void keepsAnObjectBesideOnesBelowIt() throws Throwable {
        ObjectKey above = underTest().put("a");

        underTest().unless(Deviation.TAKES_KEYS_FOR_PATHS, () -> {
            ObjectKey below = underTest().put("a/b");

            assertThat(underTest().read(above)).isEqualTo(bytes("a"));
            assertThat(underTest().read(below)).isEqualTo(bytes("a/b"));
        });
    }

    @Test
    default void tellsComposedFromDecomposedAccents() {
        ObjectKey composed = underTest().put("\u00f1");
        ObjectKey decomposed = underTest().put("n\u0303");

        assertThat(underTest().list())
                .extracting(object -> object.key())
                .containsExactlyInAnyOrder(composed, decomposed);
    }

    @Test
    default void tellsUpperFromLowerCase() {
        ObjectKey upper = underTest().put("Camera/A.mp4");
        ObjectKey lower = underTest().put("camera/a.mp4");

        assertThat(underTest().read(upper)).isEqualTo(bytes("Camera/A.mp4"));
        assertThat(underTest().read(lower)).isEqualTo(bytes("camera/a.mp4"));
    }

    @Test
    default void failsKeysThatAreTooLong() {
        String start = underTest().prefix();
        ObjectKey key = new ObjectKey(start + "\u00f1".repeat((ObjectKey.MAX_BYTES - start.length()) / 2 + 1));

        assertThatFails(Kind.REJECTED, () -> underTest().store().put(request(key), BytesBody.of(bytes("x"))));
        assertThat(underTest().list()).isEmpty();
    }
}
