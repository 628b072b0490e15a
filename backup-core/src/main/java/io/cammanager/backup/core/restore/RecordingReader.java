package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.ReadOptions;
import io.cammanager.backup.core.ReadReport;
import io.cammanager.backup.core.ReadReport.Proof;
import io.cammanager.backup.core.store.DamagedContentException;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Streams one recording out of the bucket, and compares it when its last byte has gone by. */
public final class RecordingReader {
    private final Way way;
    private final String prefix;

    /**
     * Makes a reader.
     *
     * @param prefix empty, or ending in a slash
     */
    public RecordingReader(Way way, String prefix) {
        this.way = way;
        this.prefix = prefix;
    }

    /**
     * Writes the wanted bytes. A connection that breaks is gone on with where it broke.
     *
     * @throws BackupException with {@code MISMATCH} when the bytes are not those that were stored, which may be known only
     *     after they were written; with {@code INCOMPLETE} when there is no such recording or it cannot be read on; with {@code
     *     USAGE} when it has no byte at the offset
     * @throws UncheckedIOException when the bytes cannot be written
     */
    public ReadReport read(ReadOptions wanted, OutputStream out) {
        Written written = new Written(out, wanted.isWhole());
        try {
            ObjectInfo info = head(wanted.path());
            boolean nothing = wanted.isWhole() && info.size() == 0;
            if (!nothing && wanted.offset() >= info.size() && info.size() != ObjectInfo.CORRUPT_SIZE) {
                throw failure(
                        ExitCode.USAGE,
                        wanted.path(),
                        "it has " + info.size() + " bytes, and none at " + wanted.offset()
                                + ", where the range begins");
            }
            return read(wanted, info, written);
        } catch (StoreException e) {
            throw e.endingRun();
        } catch (EndingException e) {
            throw failure(ExitCode.INCOMPLETE, wanted.path(), e.getMessage() + written.warning());
        } catch (DamagedContentException e) {
            throw failure(ExitCode.MISMATCH, wanted.path(), "it is damaged: " + e.getMessage() + written.warning());
        } catch (StartOverException e) {
            throw failure(ExitCode.INCOMPLETE, wanted.path(), e.getMessage() + written.warning());
        }
    }

    private ObjectInfo head(ObjectKey path) {
        Optional<ObjectInfo> info;
        try {
            info = way.store().head(new ObjectKey(prefix + path.value()));
        } catch (StoreException e) {
            if (e.kind() != Kind.REJECTED) {
                throw e;
            }
            info = Optional.empty(); // what cannot be the name of any object
        }
        return info.orElseThrow(() -> failure(
                ExitCode.INCOMPLETE, path, "there is no such recording in the bucket; backup-cli ls lists them"));
    }

    private ReadReport read(ReadOptions wanted, ObjectInfo info, Written written)
            throws DamagedContentException, StartOverException {
        Source source = new Source(wanted.path(), info.key(), null, info.etag(), info.size());
        Attempts attempts = new Attempts(way, source);
        attempts.begin(1);
        Stretch stretch = new Stretch(way, attempts, source.read().range(wanted.offset(), wanted.length()), written);
        Stretch.Opened opened = stretch.run();
        if (stretch.damage() != null) {
            throw new DamagedContentException(stretch.damage() + "; zeros were written in its place", null);
        }
        return new ReadReport(written.bytes, proof(wanted, info, opened, written.hashes));
    }

    private static Proof proof(
            ReadOptions wanted, ObjectInfo info, Stretch.Opened opened, @Nullable ContentHashes hashes)
            throws DamagedContentException {
        if (!wanted.isWhole() || hashes == null) {
            return RecordingMetadata.isEncrypted(info) ? Proof.AUTHENTIC_PART : Proof.PART;
        }
        String difference = opened.expected().difference(hashes);
        if (difference != null) {
            throw new DamagedContentException(difference, null);
        }
        opened.check().check(opened.expected().size(), hashes.sha256());
        return opened.expected().isProvable() ? Proof.WHOLE : Proof.NO_HASH;
    }

    private static BackupException failure(ExitCode exitCode, ObjectKey path, String reason) {
        return new BackupException(exitCode, "could not read " + Quoted.of(path.value()) + ": " + reason);
    }

    /** Hashes what it writes, where the whole is written. */
    private static final class Written implements Stretch.Sink {
        private final OutputStream out;
        private final boolean whole;
        private @Nullable ContentHashes hashes;
        private long bytes;

        Written(OutputStream out, boolean whole) {
            this.out = out;
            this.whole = whole;
        }

        /** What is out cannot be taken back, so whoever has it must know. */
        String warning() {
            return bytes == 0 ? "" : "; do not rely on the " + bytes + " bytes that were written already";
        }

        @Override
        public void opened(ExpectedContent expected) {
            hashes = whole ? new ContentHashes(expected.wanted()) : null;
        }

        @Override
        public void take(byte[] buffer, int count, long position) {
            if (hashes != null) {
                hashes.update(buffer, count);
            }
            try {
                out.write(buffer, 0, count);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            bytes += count;
        }
    }
}
