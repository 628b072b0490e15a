package io.cammanager.backup.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListRequest.Depth;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.RemoteTree.UnorderedException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoteTreeTest {
    private static final String[] LETTERS = {"a", "!", "0", "/", "\ud83d\ude00", "\uff0e", "\u00e9"};

    @TempDir
    private Path scratch;

    @Test
    void givesPathsBelowThePrefixAndHidesWhatIsOurOwn() {
        RemoteTree tree =
                tree(memory("site/a/1", "site/.cammanager/lease", "site/.cammanager", "site/b/2", "other/c"), "site/");

        assertThat(keys(tree.below("", null, Depth.ALL))).containsExactly(".cammanager", "a/1", "b/2");
        assertThat(keys(tree.unordered(""))).containsExactly(".cammanager", "a/1", "b/2");
        assertThat(sorted(tree, "", Depth.ALL)).containsExactly(".cammanager", "a/1", "b/2");
        assertThat(sorted(tree, "b/", Depth.ALL)).containsExactly("b/2");
    }

    @Test
    void stopsAtTheFirstLevelWhenAskedTo() {
        RemoteTree tree = tree(memory("site/a/1", "site/b", "site/c/2", "site/d"), "site/");

        assertThat(keys(tree.below("", null, Depth.ONE_LEVEL))).containsExactly("b", "d");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everythingFromThePathOnIsThereWhereverItBegins(long seed) {
        Random random = new Random(seed);
        TreeSet<ObjectKey> all = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            all.add(new ObjectKey("cam/" + name(random)));
        }
        ObjectStore store = memory(all.stream().map(key -> "p/" + key.value()).toArray(String[]::new));
        for (ObjectKey from : all) {
            List<String> found = keys(tree(store, "p/").below("cam/", from, Depth.ALL));

            assertThat(found)
                    .as("seed %d from %s", seed, from)
                    .containsAll(
                            all.tailSet(from).stream().map(ObjectKey::value).toList())
                    .isSubsetOf(all.stream().map(ObjectKey::value).toList());
        }
    }

    @Test
    void doesNotTrustAListingThatHoldsAKeyTwice() {
        PagedStore store = new PagedStore().page("t", "a", "b").page(null, "b", "c");

        StoreException failure = catchThrowableOfType(
                StoreException.class, () -> keys(tree(store, "").below("", null, Depth.ALL)));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_TRUSTWORTHY);
    }

    @Test
    void doesNotTrustItWhenItIsSortedEither() {
        PagedStore store = new PagedStore().page("t", "b", "c").page(null, "a", "b");

        StoreException failure =
                catchThrowableOfType(StoreException.class, () -> sorted(tree(store, ""), "", Depth.ALL));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_TRUSTWORTHY);
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void aListingThatBreaksOffWhileItIsSortedLeavesNoFile() {
        PagedStore store = new PagedStore().page("t", "b", "c").page("t", "d");

        assertThatThrownBy(() -> sorted(tree(store, ""), "", Depth.ALL)).isInstanceOf(StoreException.class);

        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void sortsWhatAStoreGivesInTheOrderOfUtf16() {
        PagedStore store = new PagedStore().page(null, "\ud83d\ude00", "\uff0e");
        assertThatThrownBy(() -> keys(tree(store, "").below("", null, Depth.ALL)))
                .isInstanceOf(UnorderedException.class)
                .hasMessageContaining("\uff0e");
        store.page(null, "\ud83d\ude00", ".cammanager/x", "\uff0e");

        assertThat(sorted(tree(store, ""), "", Depth.ALL)).containsExactly("\uff0e", "\ud83d\ude00");
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void sortsMoreThanOneBatch() {
        PagedStore store = new PagedStore();
        List<String> keys = new ArrayList<>();
        for (int i = 2500; i > 0; i--) {
            keys.add(String.format("%05d", i));
        }
        store.page(null, keys.toArray(String[]::new));

        assertThat(sorted(tree(store, ""), "", Depth.ALL)).hasSize(2500).isSorted();
    }

    private List<String> sorted(RemoteTree tree, String directory, Depth depth) {
        try (RemoteTree.Sorted sorted = tree.sorted(directory, depth, scratch)) {
            return keys(sorted);
        }
    }

    private static RemoteTree tree(ObjectStore store, String prefix) {
        return new RemoteTree(store, prefix, Runnable::run);
    }

    private static List<String> keys(Iterator<ListedObject> objects) {
        return ImmutableList.copyOf(objects).stream()
                .map(object -> object.key().value())
                .toList();
    }

    private static ObjectStore memory(String... keys) {
        ObjectStore store =
                MemoryStoreProvider.of("recordings", 7, Clock.systemUTC()).open(Checksums.SUPPORTED);
        store.createBucket();
        for (String key : keys) {
            String unused = store.put(
                    new PutRequest(new ObjectKey(key), Map.of(), "text/plain", Condition.ALWAYS), SmallBody.of("x"));
        }
        return store;
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            name.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return name.toString();
    }
}
