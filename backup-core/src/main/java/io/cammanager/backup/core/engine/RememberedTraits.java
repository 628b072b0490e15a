package io.cammanager.backup.core.engine;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import io.cammanager.backup.core.store.Versioning;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found out about a store, as the catalog keeps it. It is not believed for ever: an upgrade of the store may change
 * what it does, and some stores honour no conditions once a bucket keeps versions.
 *
 * @param tried when it was found out, to the second
 * @param versioning of the bucket at that time; null where the store is to be tried again whatever it is now
 */
record RememberedTraits(
        StoreTraits traits, Instant tried, @Nullable Versioning versioning) {
    private static final Duration LASTS = Duration.ofDays(7);
    private static final int WORDS = 9;
    private static final String DOUBTED = "DOUBTED";
    private static final Logger LOG = LoggerFactory.getLogger(RememberedTraits.class);

    RememberedTraits {
        tried = Instant.ofEpochSecond(tried.getEpochSecond());
    }

    /** Returns the name of the fact. */
    static String name(StoreProvider provider) {
        return "traits of " + provider.endpoint() + " " + provider.bucket();
    }

    /** Says whether it may still be counted on; what lies in the future tells of a clock that was set back. */
    boolean isValid(Instant now, Versioning versioningNow) {
        return versioning == versioningNow && !now.isBefore(tried) && now.isBefore(tried.plus(LASTS));
    }

    /** Returns, in words, what the store was seen to do and does no longer. */
    List<String> gone(StoreTraits now) {
        List<String> gone = new ArrayList<>();
        addIfGone(gone, "honour If-None-Match", traits.conditionalPut(), now.conditionalPut());
        addIfGone(gone, "honour If-Match", traits.conditionalReplace(), now.conditionalReplace());
        addIfGone(gone, "honour DELETE If-Match", traits.conditionalDelete(), now.conditionalDelete());
        addIfGone(gone, "refuse a wrong SHA-256", traits.payloadHash(), now.payloadHash());
        addIfGone(gone, "refuse a wrong MD5", traits.contentMd5(), now.contentMd5());
        addIfGone(gone, "give the MD5 as the ETag", traits.etagIsMd5(), now.etagIsMd5());
        return gone;
    }

    private static void addIfGone(List<String> gone, String what, Enforcement before, Enforcement now) {
        if (before == Enforcement.HOLDS && now == Enforcement.DOES_NOT_HOLD) {
            gone.add(what);
        }
    }

    /**
     * Lets the next run try the store again. Needs no lock of the job.
     *
     * @return whether it will; not when the state is there and cannot be written to
     */
    static boolean doubt(EngineSetup setup) {
        try {
            StateDirectory.of(setup.stateDirectory(), setup.identity(SourceGuard.identify(setup.source())))
                    .changeFact(name(setup.stores()), RememberedTraits::doubted);
            return true;
        } catch (BackupException e) {
            LOG.debug("that the store is to be tried again could not be written down", e);
            return false;
        }
    }

    /** What was seen stays known, so that the run that tries again can tell what is gone. */
    private static String doubted(String text) {
        return parse(text)
                .map(known -> new RememberedTraits(known.traits, known.tried, null).format())
                .orElse(text);
    }

    String format() {
        return Joiner.on(' ')
                .join(
                        tried.getEpochSecond(),
                        versioning == null ? DOUBTED : versioning,
                        traits.checksums(),
                        traits.payloadHash(),
                        traits.contentMd5(),
                        traits.conditionalPut(),
                        traits.conditionalReplace(),
                        traits.conditionalDelete(),
                        traits.etagIsMd5());
    }

    /** Returns nothing for what another version has written: then the store is tried anew. */
    static Optional<RememberedTraits> parse(String text) {
        List<String> words = Splitter.on(' ').splitToList(text);
        if (words.size() != WORDS) {
            return Optional.empty();
        }
        try {
            StoreTraits traits = new StoreTraits(
                    Checksums.valueOf(words.get(2)),
                    Enforcement.valueOf(words.get(3)),
                    Enforcement.valueOf(words.get(4)),
                    Enforcement.valueOf(words.get(5)),
                    Enforcement.valueOf(words.get(6)),
                    Enforcement.valueOf(words.get(7)),
                    Enforcement.valueOf(words.get(8)));
            Instant tried = Instant.ofEpochSecond(Long.parseLong(words.get(0)));
            Versioning versioning = words.get(1).equals(DOUBTED) ? null : Versioning.valueOf(words.get(1));
            return Optional.of(new RememberedTraits(traits, tried, versioning));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
