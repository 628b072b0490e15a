package io.cammanager.backup.core.store.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CountingStoreTest {
    private final ScriptedStore inner = new ScriptedStore();
    private final CountingStore store = new CountingStore(inner);

    @ParameterizedTest
    @EnumSource
    void countsEveryCall(StoreCalls call) {
        call.on(store);

        assertThat(store.requests()).isEqualTo(1);
        assertThat(inner.calls()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void countsEveryCallOfAnUpload(StoreCalls.OnUpload call) {
        MultipartUpload upload = store.startMultipart(StoreCalls.Sample.REQUEST);

        call.on(upload);

        assertThat(store.requests()).isEqualTo(2);
    }

    @Test
    void countsWhatFailed() {
        inner.failNext(new StoreException(Kind.UNAVAILABLE, "try", "it", "a test said so"));

        assertThatThrownBy(store::bucketExists).isInstanceOf(StoreException.class);

        assertThat(store.requests()).isEqualTo(1);
    }

    @Test
    void doesNotCountClosing() {
        store.close();

        assertThat(store.requests()).isZero();
        assertThat(inner.calls()).containsExactly("close");
    }
}
