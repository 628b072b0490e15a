package io.cammanager.backup.testkit.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.testkit.BytesBody;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.S3Server;
import io.cammanager.backup.testkit.proxy.Fault.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the proxy does to the requests of our own client, and that it does nothing to any other. */
class FaultProxyTest {
    private static final byte[] CONTENT = new byte[100_000];
    private static EmbeddedS3 server;

    private FaultProxy proxy;
    private S3StoreProvider provider;
    private ObjectStore store;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startServer() {
        server = EmbeddedS3.start();
        new Random(1).nextBytes(CONTENT);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void startProxy() {
        proxy = FaultProxy.to(server.endpoint())
                .logFile(directory.resolve("proxy.jsonl"))
                .start();
        provider = S3StoreProvider.of(
                new S3Server(proxy.endpoint(), server.accessKey(), server.secretKey()).config("proxied"));
        store = provider.open(Checksums.UNCHUNKED);
        store.createBucket();
        proxy.clearLog();
    }

    @AfterEach
    void stopProxy() {
        store.close();
        provider.close();
        proxy.close();
    }

    private void put(String key) {
        store.put(
                new PutRequest(new ObjectKey(key), Map.of(), "video/mp4", PutRequest.Condition.ALWAYS),
                BytesBody.of(CONTENT));
    }

    private byte[] get(String key) {
        try (ObjectContent content = store.get(new ObjectKey(key))) {
            return content.stream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fails(Kind kind, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private boolean isThere(String key) {
        proxy.clearRules();
        return store.head(new ObjectKey(key)).isPresent();
    }

    @Test
    void passesEverythingOnUnlessARuleSaysOtherwise() throws IOException {
        put("a b/ü+.mp4");

        assertThat(get("a b/ü+.mp4")).isEqualTo(CONTENT);
        assertThat(store.head(new ObjectKey("a b/ü+.mp4"))).isPresent();
        assertThat(store.list(new ListRequest("", null, null, ListRequest.Depth.ALL))
                        .objects())
                .isNotEmpty();
        MultipartUpload upload = store.startMultipart(
                new PutRequest(new ObjectKey("parts"), Map.of(), "video/mp4", PutRequest.Condition.ALWAYS));
        upload.complete(List.of(upload.uploadPart(1, BytesBody.of(CONTENT))));
        assertThat(get("parts")).isEqualTo(CONTENT);
        assertThat(proxy.log())
                .extracting(ProxiedRequest::operation)
                .containsExactly(
                        "PutObject",
                        "GetObject",
                        "HeadObject",
                        "ListObjectsV2",
                        "CreateMultipartUpload",
                        "UploadPart",
                        "CompleteMultipartUpload",
                        "GetObject");
        ProxiedRequest first = proxy.log().get(0);
        assertThat(first.key()).isEqualTo("a b/ü+.mp4");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.upstreamStatus()).isEqualTo(200);
        assertThat(first.traffic().bytesIn()).isEqualTo(CONTENT.length);
        assertThat(first.traffic().sha256In())
                .isEqualTo(Hashing.sha256().hashBytes(CONTENT).toString());
        assertThat(proxy.log().get(1).traffic().sha256Out())
                .isEqualTo(first.traffic().sha256In());
        String file = Files.readString(directory.resolve("proxy.jsonl"), UTF_8);
        assertThat(file).contains("\"op\":\"UploadPart\"").doesNotContain("Signature=", server.secretKey());
    }

    @Test
    void answersInTheServersPlaceBeforeOrAfterIt() {
        proxy.add(Match.operation("PutObject").withKey("early"), Occasion.nth(1), Fault.error(500, "InternalError"));
        proxy.add(Match.operation("PutObject"), Occasion.nth(2), Fault.errorAfter(500, "InternalError"));
        put("first");
        fails(Kind.UNAVAILABLE, () -> put("early"));
        fails(Kind.UNAVAILABLE, () -> put("late"));

        assertThat(proxy.log()).extracting(ProxiedRequest::status).containsExactly(200, 500, 500);
        assertThat(proxy.log()).extracting(ProxiedRequest::upstreamStatus).containsExactly(200, 0, 200);
        assertThat(isThere("early")).isFalse();
        assertThat(isThere("late")).isTrue();
    }

    @Test
    void tellsForHowLongToWait() {
        proxy.add(Match.any(), Occasion.always(), Fault.slowDown(7));

        assertThatThrownBy(() -> put("slow")).isInstanceOfSatisfying(StoreException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.THROTTLED);
            assertThat(e.retryAfterMillis()).isEqualTo(7_000);
        });
    }

    @Test
    void breaksConnectionsOffInEveryWay() {
        put("there");
        for (Fault fault : List.of(
                Fault.reset(Side.REQUEST, Position.MIDDLE),
                Fault.halfClose(Side.REQUEST, Position.at(10)),
                Fault.reset(Side.RESPONSE, Position.BEFORE_HEAD),
                Fault.halfClose(Side.RESPONSE, Position.BEFORE_HEAD))) {
            proxy.clearRules();
            ArmedRule rule = proxy.add(Match.operation("PutObject"), Occasion.always(), fault);
            assertThatThrownBy(() -> put("there")).as("%s", fault).isInstanceOf(StoreException.class);
            assertThat(rule.fired()).isEqualTo(1);
        }
        for (Fault fault : List.of(
                Fault.reset(Side.RESPONSE, Position.MIDDLE),
                Fault.truncate(Position.LAST),
                Fault.halfClose(Side.RESPONSE, Position.at(1)))) {
            proxy.clearRules();
            ArmedRule rule = proxy.add(Match.operation("GetObject"), Occasion.always(), fault);
            assertThatThrownBy(() -> get("there")).as("%s", fault).isInstanceOf(UncheckedIOException.class);
            assertThat(rule.fired()).isEqualTo(1);
        }
        proxy.clearRules();
        assertThat(get("there")).isEqualTo(CONTENT);
    }

    @Test
    void turnsOneBitInEitherDirection() {
        put("there");
        proxy.add(Match.operation("PutObject"), Occasion.always(), Fault.flip(Side.REQUEST, Position.MIDDLE));
        proxy.add(Match.operation("GetObject"), Occasion.always(), Fault.flip(Side.RESPONSE, Position.LAST));

        assertThatThrownBy(() -> put("other")).isInstanceOf(StoreException.class);
        byte[] came = get("there");
        assertThat(came).hasSameSizeAs(CONTENT).isNotEqualTo(CONTENT);
        came[came.length - 1] ^= 1;
        assertThat(came).isEqualTo(CONTENT);
        assertThat(isThere("other")).isFalse();
    }

    @Test
    void shortensAnAnswerThatClaimsToBeWhole() {
        put("there");
        proxy.add(Match.operation("GetObject"), Occasion.nth(1), Fault.shorten(Position.MIDDLE));

        assertThat(get("there")).hasSize(CONTENT.length / 2);
        assertThat(get("there")).isEqualTo(CONTENT);
    }

    @Test
    void holdsARequestUntilItIsLetGo() throws Exception {
        ArmedRule rule =
                proxy.add(Match.operation("PutObject"), Occasion.nth(1), Fault.stall(Side.REQUEST, Position.LAST));
        Thread client = new Thread(() -> put("held"));
        client.start();
        rule.awaitFired(1);
        put("other");
        assertThat(store.head(new ObjectKey("held"))).isEmpty();

        rule.release();
        client.join();
        assertThat(get("held")).isEqualTo(CONTENT);
    }

    @Test
    void losesUploadsAndBringsThemBackLate() throws IOException {
        proxy.add(Match.operation("PutObject").withKey("hole"), Occasion.always(), new Fault.BlackHole());
        proxy.add(
                Match.operation("PutObject").withKey("later"), Occasion.always(), new Fault.Keep(Fault.Forward.NEVER));
        proxy.add(Match.operation("DeleteObject"), Occasion.always(), new Fault.Keep(Fault.Forward.FIRST));
        put("hole");
        fails(Kind.UNAVAILABLE, () -> put("later"));
        put("there");
        store.delete(new ObjectKey("there"));
        put("there");
        assertThat(store.head(new ObjectKey("hole"))).isEmpty();
        assertThat(store.head(new ObjectKey("later"))).isEmpty();

        assertThat(proxy.replay()).containsExactly(200, 204);
        assertThat(get("later")).isEqualTo(CONTENT);
        assertThat(store.head(new ObjectKey("there"))).isEmpty();
        assertThat(proxy.replay()).isEmpty();
    }

    @Test
    void rewritesHeadersAndListings() {
        put("k1");
        put("k2");
        proxy.add(Match.operation("HeadObject"), Occasion.always(), Fault.header("ETag", "\"no\""));
        proxy.add(Match.operation("ListObjectsV2"), Occasion.nth(1), Listings.dropping("k1"));
        proxy.add(Match.operation("ListObjectsV2"), Occasion.nth(1), Listings.repeating());
        proxy.add(Match.operation("ListObjectsV2"), Occasion.nth(1), Listings.withoutToken());
        ListRequest all = new ListRequest("k", null, null, ListRequest.Depth.ALL);

        assertThat(store.head(new ObjectKey("k1")).orElseThrow().etag()).isEqualTo("no");
        assertThat(store.list(all).objects())
                .extracting(object -> object.key().value())
                .containsExactly("k2");
        assertThat(store.list(all).objects())
                .extracting(object -> object.key().value())
                .containsExactly("k1", "k1", "k2", "k2");
        fails(Kind.NOT_TRUSTWORTHY, () -> store.list(all));
        assertThat(store.list(all).objects()).hasSize(2);
    }

    @Test
    void speaksOlderAndStrangerHttp() {
        put("there");
        for (Fault.Manner manner : List.of(Fault.Manner.HTTP_1_0, Fault.Manner.CLOSE)) {
            proxy.clearRules();
            ArmedRule rule = proxy.add(Match.any(), Occasion.always(), new Fault.Speak(manner));
            put("again");
            assertThat(get("there")).isEqualTo(CONTENT);
            assertThat(store.head(new ObjectKey("there"))).isPresent();
            assertThat(rule.fired()).isEqualTo(3);
        }
    }

    @Test
    void drawsTheSameRequestsForTheSameSeed() {
        ArmedRule third = proxy.add(Match.operation("PutObject"), Occasion.every(3), Fault.error(500, "InternalError"));
        int failed = 0;
        for (int i = 0; i < 7; i++) {
            try {
                put("n" + i);
            } catch (StoreException e) {
                failed++;
                assertThat(i).isIn(2, 5);
            }
        }
        assertThat(failed).isEqualTo(2);
        assertThat(third.matched()).isEqualTo(7);
        assertThat(third.fired()).isEqualTo(2);
    }
}
