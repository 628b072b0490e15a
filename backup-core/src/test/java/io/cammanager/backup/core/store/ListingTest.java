package io.cammanager.backup.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.util.List;
import java.util.NoSuchElementException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class ListingTest {
    private final PagedStore store = new PagedStore();

    @Test
    void readsAllPagesAsOne() {
        store.page("t1", "n/a", "n/b").page("t2").page(null, "n/c");

        assertThat(keys(listing("n/"))).containsExactly("n/a", "n/b", "n/c");
        assertThat(store.asked()).extracting(ListRequest::token).containsExactly(null, "t1", "t2");
    }

    @Test
    void asksForTheNextPageWhileThePresentOneIsRead() {
        store.page("t1", "n/a", "n/b").page(null, "n/c");
        Listing listing = listing("n/");

        assertThat(listing.next().key().value()).isEqualTo("n/a");

        assertThat(store.asked()).hasSize(2);
    }

    @Test
    void doesNotTrustATokenThatComesAgain() {
        store.page("t1", "n/a").page("t2", "n/b").page("t1", "n/c");

        assertThat(failure("n/").kind()).isEqualTo(Kind.NOT_TRUSTWORTHY);
    }

    @Test
    void doesNotTrustAKeyOutsideItsPrefix() {
        store.page(null, "n/a", "other/b");

        assertThat(failure("n/")).hasMessageContaining("outside its prefix");
    }

    @Test
    void passesOnWhatTheStoreThrows() {
        PagedStore empty = new PagedStore();

        Assertions.assertThatThrownBy(() -> keys(new Listing(empty, ListRequest.all(""), Runnable::run)))
                .isInstanceOf(NoSuchElementException.class);
    }

    private StoreException failure(String prefix) {
        return catchThrowableOfType(StoreException.class, () -> keys(listing(prefix)));
    }

    private Listing listing(String prefix) {
        return new Listing(store, ListRequest.all(prefix), Runnable::run);
    }

    private static List<String> keys(Listing listing) {
        return ImmutableList.copyOf(listing).stream()
                .map(object -> object.key().value())
                .toList();
    }
}
