package io.cammanager.backup.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a store does by trying it, with a few small objects of its own that it deletes in the end. Every promise of a
 * store is tried from its negative side: that a wrong sum is refused, and that a refused write changes nothing.
 */
public final class StoreProbe {
    private final RandomGenerator random;

    /** Makes the probe; the generator only gives its objects their names. */
    public StoreProbe(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Tries the ways of protecting bytes, the most modern first, and describes the first one that works: about fifteen
     * requests. Where none refuses wrong sums, the first one that at least stores and returns bytes is taken.
     *
     * @param prefix what all keys begin with; empty, or ending in {@code /}
     * @param fixed the only way to try; null for all of them
     * @throws StoreException when none works, or at once when the store cannot be reached or lets us in no further
     */
    public StoreTraits probe(StoreProvider provider, String prefix, @Nullable Checksums fixed) {
        return probeIn(provider, prefix + RemoteTree.OWN + "probe/", fixed);
    }

    /**
     * As {@link #probe}, in a folder that the caller tidies up.
     *
     * @param folder ends in a slash
     */
    public StoreTraits probeIn(StoreProvider provider, String folder, @Nullable Checksums fixed) {
        List<Checksums> ways = fixed == null ? List.of(Checksums.values()) : List.of(fixed);
        StoreTraits lenient = null;
        StoreException refusal = null;
        for (Checksums way : ways) {
            try (ObjectStore store = provider.open(way)) {
                StoreTraits traits = new Trial(provider, store, probeKey(folder)).run(way);
                if (traits.payloadHash() == Enforcement.HOLDS) {
                    return traits;
                }
                lenient = lenient == null ? traits : lenient;
            } catch (StoreException e) {
                if (!isRefusal(e.kind())) {
                    throw e;
                }
                refusal = refusal == null ? e : refusal;
            }
        }
        if (lenient == null) {
            throw refusal == null ? new IllegalStateException("no way was tried") : refusal;
        }
        return lenient;
    }

    private ObjectKey probeKey(String folder) {
        return new ObjectKey(folder + new UUID(random.nextLong(), random.nextLong()));
    }

    /** Says whether the store understood, and did not want this request in this form. */
    private static boolean isRefusal(Kind kind) {
        return kind == Kind.DIGEST_MISMATCH || kind == Kind.REJECTED || kind == Kind.NOT_IMPLEMENTED;
    }

    /** The tries on one object. Each one writes other bytes, so that what is there in the end tells which one got through. */
    private static final class Trial {
        private static final String FIRST = "first";
        private static final String WRONG_SHA256 = "wrong sha256";
        private static final String WRONG_MD5 = "wrong md5";
        private static final String SECOND = "second";
        private static final String THIRD = "third";
        private static final String NO_ETAG = "00000000000000000000000000000000";

        private final StoreProvider provider;
        private final ObjectStore store;
        private final ObjectKey key;

        Trial(StoreProvider provider, ObjectStore store, ObjectKey key) {
            this.provider = provider;
            this.store = store;
            this.key = key;
        }

        StoreTraits run(Checksums way) {
            SmallBody first = SmallBody.of(FIRST);
            String etag = store.put(request(Condition.ALWAYS), first.withMd5());
            try {
                if (!read().equals(FIRST)) {
                    throw new StoreException(
                            Kind.REJECTED, "probe", key.value(), "other bytes came back than were sent");
                }
                return describe(way, etag);
            } finally {
                tidy();
            }
        }

        private StoreTraits describe(Checksums way, String etag) {
            HashCode other = SmallBody.md5(FIRST);
            boolean sha256 = refusesWrongHash(store) && (way != Checksums.SUPPORTED || refusesWrongSignedHash());
            Digests wrongMd5 = new Digests(SmallBody.of(WRONG_MD5).digests().sha256(), other);
            boolean md5 = refuses(store, Condition.ALWAYS, new SmallBody(WRONG_MD5, wrongMd5));
            boolean condition = refuses(store, Condition.IF_ABSENT, SmallBody.of(SECOND));
            String last = read();
            boolean replace = replacesOnlyTheNamed();
            boolean delete = deletesOnlyTheNamed();
            return new StoreTraits(
                    way,
                    enforced(sha256 && !last.equals(WRONG_SHA256)),
                    enforced(md5 && !last.equals(WRONG_MD5)),
                    enforced(condition && !last.equals(SECOND)),
                    enforced(replace),
                    enforced(delete),
                    enforced(etag.equals(other.toString())));
        }

        /** A wrong name must be refused and the right one accepted: a server that ignores both words accepts the first. */
        private boolean replacesOnlyTheNamed() {
            return !accepts(() -> store.put(request(Condition.ifMatch(NO_ETAG)), SmallBody.of(THIRD)))
                    && accepts(() -> store.put(request(Condition.ifMatch(etagNow())), SmallBody.of(THIRD)));
        }

        private boolean deletesOnlyTheNamed() {
            return !accepts(() -> store.deleteIfMatch(key, NO_ETAG))
                    && store.head(key).isPresent()
                    && accepts(() -> store.deleteIfMatch(key, etagNow()));
        }

        private String etagNow() {
            return store.head(key).map(ObjectInfo::etag).orElse(NO_ETAG);
        }

        private boolean accepts(Runnable write) {
            try {
                write.run();
                return true;
            } catch (StoreException e) {
                return switch (e.kind()) {
                    case UNREACHABLE, THROTTLED, OUTAGE, INTERRUPTED -> throw e;
                    default -> false;
                };
            }
        }

        private boolean refusesWrongHash(ObjectStore by) {
            return refuses(
                    by,
                    Condition.ALWAYS,
                    new SmallBody(WRONG_SHA256, SmallBody.of(FIRST).digests()));
        }

        /** Parts are signed but carry no further checksum, so the signed hash alone must be enough. */
        private boolean refusesWrongSignedHash() {
            try (ObjectStore plain = provider.open(Checksums.UNCHUNKED)) {
                return refusesWrongHash(plain);
            }
        }

        /** What ends in any other way, such as a broken connection, proves nothing and so counts as not refused. */
        private boolean refuses(ObjectStore by, Condition condition, Body body) {
            try {
                by.put(request(condition), body);
                return false;
            } catch (StoreException e) {
                return switch (e.kind()) {
                    // Who was not heard has not been answered; what is found out here is kept for good.
                    case UNREACHABLE, THROTTLED, OUTAGE, INTERRUPTED -> throw e;
                    case PRECONDITION_FAILED -> condition.equals(Condition.IF_ABSENT);
                    // Some stores take a wrong hash for a wrong signature, and it is one.
                    case DIGEST_MISMATCH, REJECTED, DENIED -> !condition.equals(Condition.IF_ABSENT);
                    default -> false;
                };
            }
        }

        private PutRequest request(Condition condition) {
            return new PutRequest(key, Map.of(), "application/octet-stream", condition);
        }

        private String read() {
            try (ObjectContent content = store.get(key)) {
                return new String(content.stream().readNBytes(1024), UTF_8);
            } catch (IOException e) {
                throw new StoreException(Kind.UNAVAILABLE, "probe", key.value(), "the answer broke off", 0, e);
            }
        }

        private void tidy() {
            try {
                store.delete(key);
            } catch (StoreException e) {
                // Best effort: a key without the right to delete is a good key to have, and the object is a few bytes.
            }
        }
    }

    private static Enforcement enforced(boolean holds) {
        return holds ? Enforcement.HOLDS : Enforcement.DOES_NOT_HOLD;
    }
}
