package io.cammanager.backup.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import io.cammanager.backup.core.store.layer.CountingStore;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.layer.ForwardingStoreProvider;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreProbeTest {
    private final MemoryStoreProvider memory = MemoryStoreProvider.of("recordings");
    private final StoreProbe probe = new StoreProbe(new Random(1));

    @BeforeEach
    void createBucket() {
        try (ObjectStore store = memory.open(Checksums.SUPPORTED)) {
            store.createBucket();
        }
    }

    @Test
    void findsThatAStrictStoreEnforcesEverything() {
        StoreTraits traits = probe.probe(memory, "north/", null);

        assertThat(traits)
                .isEqualTo(new StoreTraits(
                        Checksums.SUPPORTED,
                        Enforcement.HOLDS,
                        Enforcement.HOLDS,
                        Enforcement.HOLDS,
                        Enforcement.HOLDS,
                        Enforcement.HOLDS,
                        Enforcement.HOLDS));
    }

    @Test
    void asksLittleAndLeavesNothing() {
        List<CountingStore> opened = new ArrayList<>();
        StoreProvider counting = new Wrapped(memory, (way, store) -> {
            CountingStore counted = new CountingStore(store);
            opened.add(counted);
            return counted;
        });

        StoreTraits unused = probe.probe(counting, "north/", null);

        assertThat(opened).extracting(CountingStore::requests).containsExactly(14L, 1L);
        assertThat(memory.open(Checksums.SUPPORTED).list(ListRequest.all("")).objects())
                .isEmpty();
    }

    @Test
    void triesOnlyTheWayThatIsFixed() {
        assertThat(probe.probe(memory, "", Checksums.UNCHUNKED).checksums()).isEqualTo(Checksums.UNCHUNKED);
    }

    @Test
    void findsThatALenientStoreEnforcesNothing() {
        StoreProvider lenient = new Wrapped(memory, (way, store) -> new Changed(store, Lenient::body, true));

        StoreTraits traits = probe.probe(lenient, "", null);

        assertThat(traits.payloadHash()).isEqualTo(Enforcement.DOES_NOT_HOLD);
        assertThat(traits.contentMd5()).isEqualTo(Enforcement.DOES_NOT_HOLD);
        assertThat(traits.conditionalPut()).isEqualTo(Enforcement.DOES_NOT_HOLD);
        assertThat(traits.conditionalReplace()).isEqualTo(Enforcement.DOES_NOT_HOLD);
        assertThat(traits.conditionalDelete()).isEqualTo(Enforcement.DOES_NOT_HOLD);
        assertThat(traits.checksums()).isEqualTo(Checksums.SUPPORTED);
    }

    @Test
    void goesOnToTheNextWayWhenOneIsRefused() {
        StoreProvider old = new Wrapped(
                memory, (way, store) -> way == Checksums.SUPPORTED ? new Failing(store, Kind.REJECTED) : store);

        assertThat(probe.probe(old, "", null).checksums()).isEqualTo(Checksums.REQUIRED);
    }

    @Test
    void goesOnToTheNextWayWhenOneDoesNotRefuseWrongSums() {
        StoreProvider old = new Wrapped(
                memory, (way, store) -> way == Checksums.SUPPORTED ? new Changed(store, Lenient::body, false) : store);

        assertThat(probe.probe(old, "", null).checksums()).isEqualTo(Checksums.REQUIRED);
    }

    @Test
    void doesNotTakeTheWordOfAStoreThatWroteAllTheSame() {
        StoreProvider liar = new Wrapped(memory, (way, store) -> new ForwardingObjectStore(store) {
            @Override
            public String put(PutRequest request, Body body) {
                String etag = super.put(Changed.always(request), body);
                if (request.condition().equals(Condition.IF_ABSENT)) {
                    throw new StoreException(
                            Kind.PRECONDITION_FAILED, "put", request.key().value(), "it is there");
                }
                return etag;
            }
        });

        assertThat(probe.probe(liar, "", null).conditionalPut()).isEqualTo(Enforcement.DOES_NOT_HOLD);
    }

    @Test
    void endsWithTheRefusalWhenNoWayWorks() {
        StoreProvider useless = new Wrapped(memory, (way, store) -> new Failing(store, Kind.NOT_IMPLEMENTED));

        StoreException failure = catchThrowableOfType(StoreException.class, () -> probe.probe(useless, "", null));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_IMPLEMENTED);
    }

    @ParameterizedTest
    @EnumSource(names = {"DENIED", "BUCKET_MISSING", "UNREACHABLE", "UNAVAILABLE", "STORAGE_FULL"})
    void endsAtOnceWhenAnotherWayCannotHelp(Kind kind) {
        List<Checksums> opened = new ArrayList<>();
        StoreProvider closed = new Wrapped(memory, (way, store) -> {
            opened.add(way);
            return new Failing(store, kind);
        });

        assertThatThrownBy(() -> probe.probe(closed, "", null)).isInstanceOf(StoreException.class);

        assertThat(opened).containsExactly(Checksums.SUPPORTED);
    }

    @Test
    void putsUpWithAKeyThatMayNotDelete() {
        StoreProvider appendOnly = new Wrapped(memory, (way, store) -> new ForwardingObjectStore(store) {
            @Override
            public Optional<String> delete(ObjectKey key) {
                throw new StoreException(Kind.DENIED, "delete", key.value(), "append only");
            }

            @Override
            public void deleteIfMatch(ObjectKey key, String etag) {
                throw new StoreException(Kind.DENIED, "delete", key.value(), "append only");
            }
        });

        assertThat(probe.probe(appendOnly, "", null).payloadHash()).isEqualTo(Enforcement.HOLDS);
    }

    private interface Wrapping {
        ObjectStore wrap(Checksums way, ObjectStore store);
    }

    private static final class Wrapped extends ForwardingStoreProvider {
        private final Wrapping wrapping;

        Wrapped(StoreProvider inner, Wrapping wrapping) {
            super(inner);
            this.wrapping = wrapping;
        }

        @Override
        public ObjectStore open(Checksums checksums) {
            return wrapping.wrap(checksums, super.open(checksums));
        }
    }

    /** Sees other sums than those that were sent, and no condition if so wanted. */
    private static final class Changed extends ForwardingObjectStore {
        private final UnaryOperator<Body> change;
        private final boolean ignoresConditions;

        Changed(ObjectStore inner, UnaryOperator<Body> change, boolean ignoresConditions) {
            super(inner);
            this.change = change;
            this.ignoresConditions = ignoresConditions;
        }

        @Override
        public String put(PutRequest request, Body body) {
            return super.put(ignoresConditions ? always(request) : request, change.apply(body));
        }

        @Override
        public void deleteIfMatch(ObjectKey key, String etag) {
            if (ignoresConditions) {
                Optional<String> unused = super.delete(key);
            } else {
                super.deleteIfMatch(key, etag);
            }
        }

        static PutRequest always(PutRequest request) {
            return new PutRequest(request.key(), request.metadata(), request.contentType(), Condition.ALWAYS);
        }
    }

    private static final class Lenient {
        private Lenient() {}

        static Body body(Body body) {
            return SmallBody.of(((SmallBody) body).text());
        }
    }

    private static final class Failing extends ForwardingObjectStore {
        private final Kind kind;

        Failing(ObjectStore inner, Kind kind) {
            super(inner);
            this.kind = kind;
        }

        @Override
        public String put(PutRequest request, Body body) {
            throw new StoreException(kind, "put", request.key().value(), "a test said so");
        }
    }
}
