package io.cammanager.backup.core.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.s3.CannedServer.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3ListingTest {
    private CannedServer server;
    private S3StoreProvider provider;
    private ObjectStore store;

    @BeforeEach
    void open() throws IOException {
        server = new CannedServer();
        provider = S3StoreProvider.of(server.config().build());
        store = provider.open(Checksums.REQUIRED);
    }

    @AfterEach
    void close() {
        store.close();
        provider.close();
        server.close();
    }

    @Test
    void decodesTheKeysOfAListingOnce() {
        server.answer(Answer.of(200, """
                <ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>
                <Prefix>cam/100%</Prefix><StartAfter>cam/1%</StartAfter>
                <NextContinuationToken>a%2Bb</NextContinuationToken>
                <Contents><Key>cam/100%2525%2Bone%0Atwo%20three+four</Key><Size>3</Size><ETag>&quot;01&quot;</ETag>
                <LastModified>2025-01-01T00:00:00.000Z</LastModified></Contents>
                <CommonPrefixes><Prefix>cam/%C3%B1%2541/</Prefix></CommonPrefixes></ListBucketResult>"""));

        ListPage page = store.list(new ListRequest("cam/", "cam/0", null, ListRequest.Depth.ONE_LEVEL));

        assertThat(page.objects())
                .extracting(ListedObject::key)
                .containsExactly(new ObjectKey("cam/100%25+one\ntwo three four"));
        assertThat(page.objects()).extracting(ListedObject::etag).containsExactly("01");
        assertThat(page.prefixes()).containsExactly("cam/ñ%41/");
        assertThat(page.nextToken()).isEqualTo("a%2Bb");
        assertThat(server.asked().get(0).uri().getQuery())
                .contains("encoding-type=url", "prefix=cam/", "delimiter=/", "start-after=cam/0");
    }

    @Test
    void takesKeysAsTheyAreWhereTheStoreDoesNotEncodeThem() {
        server.answer(Answer.of(
                200,
                "<ListBucketResult><Contents><Key>cam/100%25+one</Key><Size>3</Size></Contents></ListBucketResult>"));

        ListPage page = store.list(ListRequest.all("cam/"));

        assertThat(page.objects()).extracting(ListedObject::key).containsExactly(new ObjectKey("cam/100%25+one"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<Key>a%zz</Key><Size>1</Size>", "<Key/><Size>1</Size>", "<Key>a</Key>", "<Size>many</Size>"})
    void refusesAListingThatMakesNoSense(String contents) {
        server.answer(Answer.of(
                200,
                "<ListBucketResult><EncodingType>url</EncodingType><Contents>" + contents
                        + "</Contents></ListBucketResult>"));

        StoreException failure = failure(() -> store.list(ListRequest.all("")));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void doesNotTrustAPageThatPointsBackToItself() {
        server.answer(Answer.of(
                200,
                "<ListBucketResult><IsTruncated>true</IsTruncated>"
                        + "<NextContinuationToken>t</NextContinuationToken></ListBucketResult>"));

        StoreException failure = failure(() -> store.list(ListRequest.all("").next("t")));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_TRUSTWORTHY);
    }

    @Test
    void survivesAnAnswerThatNestsWithoutEnd() {
        server.answer(Answer.of(200, "<a>".repeat(300_000)));

        StoreException failure = failure(() -> store.list(ListRequest.all("")));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    private static StoreException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(StoreException.class, call);
    }
}
