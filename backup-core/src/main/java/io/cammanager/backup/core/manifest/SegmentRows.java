package io.cammanager.backup.core.manifest;

import com.google.common.collect.AbstractIterator;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.LocalFailure;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.catalog.Change;
import io.cammanager.backup.crypto.CryptException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The lines of a segment that lies in a local file, read forward. Not thread-safe. */
final class SegmentRows extends AbstractIterator<Change> implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final InputStream stream;
    private final Lines lines;
    private final String path;
    private final SegmentHeader header;
    private long read;

    private SegmentRows(InputStream stored, String path) throws IOException {
        this.stream = new BufferedInputStream(new GZIPInputStream(stored, BUFFER), BUFFER);
        this.path = path;
        this.lines = new Lines(stream);
        String first = lines.next();
        if (first == null) {
            throw new EOFException("it is empty");
        }
        this.header = SegmentHeader.parse(first);
    }

    /** Writes a segment. */
    static void write(Path file, SegmentHeader header, Iterator<Change> changes) throws IOException {
        try (OutputStream out =
                new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file), BUFFER), BUFFER)) {
            writeLine(out, header.format());
            while (changes.hasNext()) {
                writeLine(out, ChangeLine.format(changes.next()));
            }
        }
    }

    private static void writeLine(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    /**
     * Opens a segment, whose bytes are those that were written.
     *
     * @param path of its object, for messages
     */
    @SuppressWarnings("MustBeClosedChecker")
    static SegmentRows open(Path file, Seal seal, String path) {
        try {
            InputStream stored = new BufferedInputStream(Files.newInputStream(file), BUFFER);
            try {
                return new SegmentRows(seal.open(stored), path);
            } catch (IOException | RuntimeException e) {
                try (stored) {
                    throw e;
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw failure(path, e);
        }
    }

    SegmentHeader header() {
        return header;
    }

    @Override
    protected @Nullable Change computeNext() {
        try {
            String line = lines.next();
            if (line == null) {
                return end();
            }
            read++;
            return ChangeLine.parse(line);
        } catch (IOException | IllegalArgumentException e) {
            throw failure(path, e);
        }
    }

    private @Nullable Change end() {
        if (read != header.rows()) {
            throw new IllegalArgumentException("it has " + read + " lines instead of " + header.rows());
        }
        return endOfData();
    }

    /** What was written by us and has kept its hash can be read: all else is somebody else's work. */
    private static RuntimeException failure(String path, Exception e) {
        boolean local = e instanceof IOException io
                && !(io instanceof ZipException || io instanceof EOFException || io instanceof CryptException);
        return local
                ? new BackupException(
                        ExitCode.LOCAL_STATE,
                        "could not read a temporary file of the manifest: " + LocalFailure.reason((IOException) e),
                        e)
                : new DamagedManifestException(new ManifestFinding(
                        path,
                        VerifyResult.DIFFERS,
                        "the segment is not as any version of this program writes it (" + e.getMessage() + ")"));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
