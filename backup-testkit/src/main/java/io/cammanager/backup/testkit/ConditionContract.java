package io.cammanager.backup.testkit;

import static io.cammanager.backup.testkit.StoreUnderTest.assertThatFails;
import static io.cammanager.backup.testkit.StoreUnderTest.bytes;
import static io.cammanager.backup.testkit.StoreUnderTest.ifAbsent;
import static io.cammanager.backup.testkit.StoreUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What must not replace, or delete, anything that was not seen. */
interface ConditionContract extends ContractPart {
    /** How many writers race for one key. */
    int WRITERS = 8;

    @Test
    default void storesWhereNothingWas() {
        ObjectKey key = underTest().key("new");

        underTest().store().put(ifAbsent(key), BytesBody.of(bytes("first")));

        assertThat(underTest().read(key)).isEqualTo(bytes("first"));
    }

    @Test
    default void keepsTheObjectThatIsThere() throws Throwable {
        ObjectKey key = underTest().key("kept");
        underTest().store().put(request(key), BytesBody.of(bytes("original")));

        underTest().unless(Deviation.IGNORES_IF_ABSENT, () -> {
            assertThatFails(
                    Kind.PRECONDITION_FAILED,
                    () -> underTest().store().put(ifAbsent(key), BytesBody.of(bytes("intruder"))));
            assertThat(underTest().read(key)).isEqualTo(bytes("original"));
        });
    }

    @Test
    default void storesAgainAfterADeletion() {
        ObjectKey key = underTest().put("deleted");
        underTest().store().delete(key);

        underTest().store().put(ifAbsent(key), BytesBody.of(bytes("second")));

        assertThat(underTest().read(key)).isEqualTo(bytes("second"));
    }

    @Test
    default void replacesTheObjectThatWasSeen() {
        ObjectKey key = underTest().put("seen");
        String etag = underTest().store().head(key).orElseThrow().etag();

        underTest().store().put(replacing(key, etag), BytesBody.of(bytes("replaced")));

        assertThat(underTest().read(key)).isEqualTo(bytes("replaced"));
    }

    @Test
    default void replacesNoOtherObject() throws Throwable {
        ObjectKey key = underTest().put("seen");
        String seen = underTest().store().head(key).orElseThrow().etag();
        underTest().store().put(request(key), BytesBody.of(bytes("another")));

        underTest().unless(Deviation.IGNORES_IF_MATCH, () -> {
            assertThatFails(
                    Kind.PRECONDITION_FAILED,
                    () -> underTest().store().put(replacing(key, seen), BytesBody.of(bytes("intruder"))));
            assertThat(underTest().read(key)).isEqualTo(bytes("another"));
        });
    }

    @Test
    default void replacesNothingThatIsGone() throws Throwable {
        ObjectKey key = underTest().put("gone");
        String seen = underTest().store().head(key).orElseThrow().etag();
        underTest().store().delete(key);

        underTest().unless(Deviation.REPLACES_WHAT_IS_GONE, () -> {
            assertThatFails(
                    Kind.PRECONDITION_FAILED,
                    () -> underTest().store().put(replacing(key, seen), BytesBody.of(bytes("intruder"))));
            assertThat(underTest().store().head(key)).isEmpty();
        });
    }

    @Test
    default void deletesTheObjectThatWasSeen() {
        ObjectKey key = underTest().put("seen");

        underTest()
                .store()
                .deleteIfMatch(key, underTest().store().head(key).orElseThrow().etag());

        assertThat(underTest().store().head(key)).isEmpty();
    }

    @Test
    default void deletesNoOtherObject() throws Throwable {
        ObjectKey key = underTest().put("seen");
        String seen = underTest().store().head(key).orElseThrow().etag();
        underTest().store().put(request(key), BytesBody.of(bytes("another")));

        underTest().unless(Deviation.IGNORES_IF_MATCH_OF_DELETIONS, () -> {
            assertThatFails(Kind.PRECONDITION_FAILED, () -> underTest().store().deleteIfMatch(key, seen));
            assertThat(underTest().read(key)).isEqualTo(bytes("another"));
        });
    }

    private static PutRequest replacing(ObjectKey key, String etag) {
        return new PutRequest(key, Map.of(), StoreUnderTest.CONTENT_TYPE, Condition.ifMatch(etag));
    }

    @Test
    default void letsExactlyOneOfManyWritersIn() throws Throwable {
        ObjectKey key = underTest().key("race");
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            byte[] bytes = bytes("writer " + i);
            writers.add(() -> isLetIn(key, bytes));
        }

        underTest()
                .unless(
                        Deviation.RACES_IF_ABSENT,
                        () -> assertThat(countTrue(writers)).isEqualTo(1));
    }

    private boolean isLetIn(ObjectKey key, byte[] bytes) {
        try {
            underTest().store().put(ifAbsent(key), BytesBody.of(bytes));
            return true;
        } catch (StoreException e) {
            assertThat(e.kind()).isIn(Kind.PRECONDITION_FAILED, Kind.CONFLICT);
            return false;
        }
    }

    private static long countTrue(List<Callable<Boolean>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            long count = 0;
            for (Future<Boolean> result : threads.invokeAll(calls)) {
                count += result.get() ? 1 : 0;
            }
            return count;
        } finally {
            threads.shutdown();
        }
    }
}
