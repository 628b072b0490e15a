package io.cammanager.backup.testkit;

import static io.cammanager.backup.testkit.StoreUnderTest.bytes;
import static io.cammanager.backup.testkit.StoreUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListRequest.Depth;
import io.cammanager.backup.core.store.ListedObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Listings: complete, in order, in pages, from anywhere, by level. */
interface ListingContract extends ContractPart {
    @Test
    default void listsNothingWhereNothingIs() {
        ListPage page = underTest().store().list(ListRequest.all(underTest().prefix()));

        assertThat(page.objects()).isEmpty();
        assertThat(page.prefixes()).isEmpty();
        assertThat(page.nextToken()).isNull();
    }

    @Test
    default void listsWhatAHeadTells() {
        ObjectKey key = underTest().key("a");
        String etag = underTest().store().put(request(key), BytesBody.of(bytes("four")));

        ListedObject listed = underTest().list().get(0);

        assertThat(listed.key()).isEqualTo(key);
        assertThat(listed.size()).isEqualTo(4);
        assertThat(listed.etag()).isEqualTo(etag);
        // A HEAD tells whole seconds.
        assertThat(Duration.between(underTest().store().head(key).orElseThrow().lastModified(), listed.lastModified()))
                .isLessThan(Duration.ofSeconds(2));
    }

    @Test
    default void listsInPagesWithoutGapOrRepetition() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < underTest().pageSize() + 5; i++) {
            names.add(String.format(Locale.ROOT, "%05d", i));
        }
        names.forEach(underTest()::put);

        List<ListPage> pages = underTest().pages(ListRequest.all(underTest().prefix()));

        assertThat(pages).hasSize(2);
        assertThat(pages.get(0).objects()).hasSize(underTest().pageSize());
        assertThat(pages.stream()
                        .flatMap(page -> page.objects().stream())
                        .map(object -> object.key().name()))
                .isEqualTo(names);
    }

    @Test
    default void listsOnlyWhatBeginsWithThePrefix() {
        underTest().put("camera-1/a");
        underTest().put("camera-10/a");
        underTest().put("camera-2/a");

        assertThat(names(ListRequest.all(underTest().prefix() + "camera-1/"))).containsExactly("camera-1/a");
        assertThat(names(ListRequest.all(underTest().prefix() + "camera-1")))
                .containsExactlyInAnyOrder("camera-1/a", "camera-10/a");
    }

    @Test
    default void listsInTheOrderOfUtf8() {
        List<String> inOrder = List.of(
                "A", "Z", "a", "a b", "a!", "a+", "a-b", "a.b", "a.b.c/d", "a0/b", "a0/c/d", "a0b", "aa", "b", "z", "~",
                "\u00e9", "\u20ac", "\uff0e");
        inOrder.stream().sorted(Comparator.reverseOrder()).forEach(underTest()::put);

        assertThat(names(ListRequest.all(underTest().prefix()))).isEqualTo(inOrder);
    }

    @Test
    default void listsKeysBeyondTheBasicPlaneLast() throws Throwable {
        underTest().put("\ud83d\ude00");
        underTest().put("\uff0e");

        underTest()
                .unless(
                        Deviation.LISTS_SUPPLEMENTARY_OUT_OF_ORDER,
                        () -> assertThat(names(ListRequest.all(underTest().prefix())))
                                .containsExactly("\uff0e", "\ud83d\ude00"));
        assertThat(names(ListRequest.all(underTest().prefix()))).containsExactlyInAnyOrder("\uff0e", "\ud83d\ude00");
    }

    @Test
    default void beginsBehindAKey() {
        List.of("a", "b", "b0/c", "c").forEach(underTest()::put);

        assertThat(names(after("b"))).containsExactly("b0/c", "c");
        assertThat(names(after("bb"))).containsExactly("c");
        assertThat(names(after("c"))).isEmpty();
        assertThat(names(new ListRequest(underTest().prefix(), "!", null, Depth.ALL)))
                .containsExactly("a", "b", "b0/c", "c");
    }

    @Test
    default void beginsBehindAKeyWithOddCharacters() {
        List.of("1+1 a", "1+1 b", "1+1 \u00e9&", "1+1 \u00f1%").forEach(underTest()::put);

        assertThat(names(after("1+1 \u00e9&"))).containsExactly("1+1 \u00f1%");
    }

    @Test
    default void listsOneLevel() {
        List.of("a.mp4", "camera-1/a.mp4", "camera-1/b.mp4", "camera 2+\u00f1/x/y.mp4", "z.mp4")
                .forEach(underTest()::put);

        ListPage page = underTest().store().list(level(""));

        assertThat(page.objects().stream().map(this::name)).containsExactly("a.mp4", "z.mp4");
        assertThat(page.prefixes())
                .containsExactly(
                        underTest().prefix() + "camera 2+\u00f1/", underTest().prefix() + "camera-1/");
        assertThat(underTest().store().list(level("camera 2+\u00f1/")).prefixes())
                .containsExactly(underTest().prefix() + "camera 2+\u00f1/x/");
    }

    private ListRequest level(String name) {
        return new ListRequest(underTest().prefix() + name, null, null, Depth.ONE_LEVEL);
    }

    private ListRequest after(String name) {
        return new ListRequest(underTest().prefix(), underTest().prefix() + name, null, Depth.ALL);
    }

    private List<String> names(ListRequest request) {
        return underTest().list(request).stream().map(this::name).toList();
    }

    private String name(ListedObject object) {
        return object.key().value().substring(underTest().prefix().length());
    }
}
