package io.cammanager.backup.core.store;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Answers listings with pages that were laid in, one after the other, and writes down what it was asked. */
final class PagedStore extends ForwardingObjectStore {
    private final Deque<ListPage> pages = new ArrayDeque<>();
    private final Queue<ListRequest> asked = new ConcurrentLinkedQueue<>();

    PagedStore() {
        super(MemoryStoreProvider.of("recordings").open(Checksums.SUPPORTED));
    }

    PagedStore page(@Nullable String nextToken, String... keys) {
        pages.add(new ListPage(Arrays.stream(keys).map(PagedStore::object).toList(), List.of(), nextToken));
        return this;
    }

    static ListedObject object(String key) {
        return new ListedObject(new ObjectKey(key), 1, "e", Instant.EPOCH);
    }

    List<ListRequest> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized ListPage list(ListRequest request) {
        asked.add(request);
        return pages.remove();
    }
}
