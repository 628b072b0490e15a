package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.store.DamagedContentException;
import io.cammanager.backup.core.store.ReadRequest;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Fetches one recording into a staged file, and again from the start when what came was of no use. */
final class Download {
    private final RestoreContext context;
    private final Staging staging;
    private final ExecutorService ranges;
    private final Source source;
    private final Attempts attempts;
    private @Nullable String difference;

    /** Takes what it works with; {@code ranges} are the threads that fetch ranges of large recordings. */
    Download(RestoreContext context, Staging staging, ExecutorService ranges, Source source) {
        this.context = context;
        this.staging = staging;
        this.ranges = ranges;
        this.source = source;
        this.attempts = new Attempts(context.way(), source);
    }

    /**
     * The bytes of a recording, on disk and compared with all that is known of them.
     *
     * @param damage what is wrong with them, where they are kept all the same; else null
     */
    record Fetched(
            StagedFile file,
            ContentHashes hashes,
            ExpectedContent expected,
            @Nullable String damage) implements AutoCloseable {
        @Override
        public void close() {
            file.close();
        }
    }

    /** Returns the recording; throws {@link EndingException} when it cannot be had. The caller closes what it gets. */
    Fetched run() {
        for (int attempt = 1; ; attempt++) {
            attempts.startOver();
            attempts.begin(attempt);
            try {
                Fetched fetched = attempt == 1 && context.ranges().isLarge(source.size()) ? inRanges() : inOneGo();
                if (fetched.damage() == null || difference != null) {
                    return fetched;
                }
                fetched.close();
                retryDamaged(attempt, fetched.damage());
            } catch (DamagedContentException e) {
                retryDamaged(attempt, String.valueOf(e.getMessage()));
            } catch (StartOverException e) {
                attempts.retry(attempt, e);
            }
        }
    }

    /** Damage on the way does not come twice; damage at rest does. */
    private void retryDamaged(int attempt, String what) {
        if (difference != null) {
            throw Attempts.damaged(what);
        }
        difference = what;
        attempts.retryDamaged(attempt, what);
    }

    private Fetched inRanges() throws DamagedContentException, StartOverException {
        RangedFile ranged = staging.ranged(source, context.ranges().rangeBytes());
        boolean isResumed = ranged.finished().count() > 0;
        boolean done = false;
        try {
            Fetched fetched = inRanges(ranged, isResumed);
            done = true;
            return fetched;
        } catch (DamagedContentException e) {
            if (isResumed) { // it may have been the part that was here
                throw new StartOverException("with what an earlier restore had fetched of it, " + e.getMessage());
            }
            throw e;
        } finally {
            ranged.finished().close(); // before the file gets another name: nothing may be written to it from then on
            closeUnless(done, ranged.file());
        }
    }

    private Fetched inRanges(RangedFile ranged, boolean isResumed) throws DamagedContentException, StartOverException {
        Stretch.Opened opened = new RangedDownload(context, ranges, attempts, source).into(ranged);
        if (isResumed && !opened.expected().isProvable()) {
            throw new StartOverException("nothing tells whether what an earlier restore had fetched of it is right");
        }
        StagedFile file = ranged.file();
        return seal(file, file.hashes(opened.expected().wanted()), opened, null);
    }

    private Fetched inOneGo() throws DamagedContentException, StartOverException {
        StagedFile file = staging.create();
        boolean done = false;
        try {
            Hashing sink = new Hashing(file);
            ReadRequest all = source.read();
            Stretch stretch = new Stretch(context.way(), attempts, all, sink);
            Stretch.Opened opened = stretch.run();
            Fetched fetched = seal(file, sink.hashes(), opened, stretch.damage());
            done = true;
            return fetched;
        } finally {
            closeUnless(done, file);
        }
    }

    private static void closeUnless(boolean done, StagedFile file) {
        if (!done) {
            file.close();
        }
    }

    private Fetched seal(StagedFile file, ContentHashes hashes, Stretch.Opened opened, @Nullable String damage)
            throws DamagedContentException {
        ExpectedContent expected = opened.expected();
        if (expected.size() != source.size()) {
            throw new DamagedContentException(
                    "it has " + expected.size() + " bytes, listed with " + source.size(), null);
        }
        if (damage == null) {
            String differs = expected.difference(hashes);
            if (differs != null) {
                throw new DamagedContentException(differs, null);
            }
            opened.check().check(expected.size(), hashes.sha256());
        }
        file.seal(expected.mtime());
        return new Fetched(file, hashes, expected, damage);
    }

    /** Hashes what it writes. */
    private static final class Hashing implements Stretch.Sink {
        private final StagedFile file;
        private @Nullable ContentHashes hashes;

        Hashing(StagedFile file) {
            this.file = file;
        }

        @Override
        public void opened(ExpectedContent expected) {
            hashes = new ContentHashes(expected.wanted());
        }

        @Override
        public void take(byte[] bytes, int count, long position) {
            hashes().update(bytes, count);
            file.write(bytes, count, position);
        }

        ContentHashes hashes() {
            if (hashes == null) {
                throw new IllegalStateException("nothing was opened");
            }
            return hashes;
        }
    }
}
