package io.cammanager.backup.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** One test's share of a store: a prefix of its own, and short words for what the tests of the contract do. */
final class StoreUnderTest {
    static final String CONTENT_TYPE = "video/mp4";

    private final ObjectStore store;
    private final String prefix;
    private final int pageSize;
    private final Map<Deviation, String> deviations;

    StoreUnderTest(ObjectStore store, String prefix, int pageSize, Map<Deviation, String> deviations) {
        this.store = store;
        this.prefix = prefix;
        this.pageSize = pageSize;
        this.deviations = ImmutableMap.copyOf(deviations);
    }

    ObjectStore store() {
        return store;
    }

    String prefix() {
        return prefix;
    }

    int pageSize() {
        return pageSize;
    }

    ObjectKey key(String name) {
        return new ObjectKey(prefix + name);
    }

    /**
     * Checks something, or, where the server is known to deviate, that it still does: a server that has learned better must
     * not be excused any longer.
     */
    void unless(@Nullable Deviation deviation, ThrowingCallable check) throws Throwable {
        String reason = deviation == null ? null : deviations.get(deviation);
        if (reason == null) {
            check.call();
        } else {
            assertThatThrownBy(check)
                    .as("%s (%s) was expected: drop it if the server keeps the contract now", deviation, reason)
                    .isInstanceOfAny(AssertionError.class, StoreException.class);
        }
    }

    /** Checks that a call fails, and of what kind the failure is. */
    static void assertThatFails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failure -> assertThat(failure.kind())
                                .as(failure.getMessage())
                                .isEqualTo(kind));
    }

    static PutRequest request(ObjectKey key) {
        return new PutRequest(key, Map.of(), CONTENT_TYPE, Condition.ALWAYS);
    }

    static PutRequest ifAbsent(ObjectKey key) {
        return new PutRequest(key, Map.of(), CONTENT_TYPE, Condition.IF_ABSENT);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Returns bytes that are the same in every run. */
    static byte[] randomBytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    ObjectKey put(String name) {
        ObjectKey key = key(name);
        store.put(request(key), BytesBody.of(bytes(name)));
        return key;
    }

    byte[] read(ObjectKey key) {
        try (ObjectContent content = store.get(key)) {
            return content.stream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lists everything below this test's prefix, and checks on the way what holds of every listing. */
    List<ListedObject> list() {
        return list(ListRequest.all(prefix));
    }

    List<ListedObject> list(ListRequest first) {
        return pages(first).stream().flatMap(page -> page.objects().stream()).toList();
    }

    List<ListPage> pages(ListRequest first) {
        List<ListPage> pages = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        ListPage page = store.list(first);
        pages.add(page);
        while (page.nextToken() != null) {
            assertThat(tokens.add(page.nextToken())).as("tokens do not repeat").isTrue();
            page = store.list(first.next(page.nextToken()));
            pages.add(page);
        }
        return pages;
    }

    /** Removes what this test stored. */
    void cleanUp() {
        for (ListedObject object : list()) {
            store.delete(object.key());
        }
    }
}
