package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.FakeClock;
import io.cammanager.backup.testkit.FakeSleeper;
import io.cammanager.backup.testkit.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Cameras that record a file a minute under a clock that stands still between the hours, and a bucket on disk. */
final class DayBench implements AutoCloseable {
    static final String BUCKET = "day";
    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final int FILES_AN_HOUR = 60;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path directory;
    private final int cameras;
    private final EmbeddedS3 server;
    private final FakeClock clock = FakeClock.at(MIDNIGHT);
    private final FakeSleeper sleeper = new FakeSleeper(clock);
    private int hours;

    DayBench(Path directory, int cameras) throws IOException {
        this.directory = directory;
        this.cameras = cameras;
        this.server = EmbeddedS3.builder()
                .data(directory.resolve("data"))
                .forgetRequests()
                .start();
        for (int camera = 0; camera < cameras; camera++) {
            Files.createDirectories(source().resolve(name(camera)));
        }
    }

    EmbeddedS3 server() {
        return server;
    }

    FakeClock clock() {
        return clock;
    }

    Path source() {
        return directory.resolve("source");
    }

    Path state() {
        return directory.resolve("state");
    }

    private static String name(int camera) {
        return String.format(Locale.ROOT, "cam%03d", camera);
    }

    /** Lets every camera record for an hour; the clock stands two minutes after its end then. */
    int recordAnHour() throws IOException {
        Instant hour = MIDNIGHT.plus(Duration.ofHours(hours++));
        for (int camera = 0; camera < cameras; camera++) {
            for (int minute = 0; minute < FILES_AN_HOUR; minute++) {
                Instant start = hour.plus(Duration.ofMinutes(minute));
                Path file = source().resolve(name(camera)).resolve(NAME.format(start) + ".mp4");
                Files.write(file, content(camera, start));
                Files.setLastModifiedTime(file, FileTime.from(start.plusSeconds(59)));
            }
        }
        clock.set(hour.plus(Duration.ofMinutes(FILES_AN_HOUR + 2)));
        return cameras * FILES_AN_HOUR;
    }

    /** No two files are the same, and not all are of one length. */
    private static byte[] content(int camera, Instant start) {
        String line = camera + " " + start + "\n";
        return line.repeat(5 + (camera + start.atZone(ZoneOffset.UTC).getMinute()) % 7)
                .getBytes(UTF_8);
    }

    SyncReport sync(URI endpoint) throws InterruptedException {
        try (BackupEngine engine = BackupEngineBuilder.create()
                .source(source())
                .stateDirectory(state())
                .store(provider(endpoint), "")
                .clock(clock)
                .sleeper(sleeper)
                .build()) {
            return engine.sync(SyncOptions.defaults(), event -> {}).await();
        }
    }

    private S3StoreProvider provider(URI endpoint) {
        return S3StoreProvider.of(new S3Server(endpoint, server.accessKey(), server.secretKey()).config(BUCKET));
    }

    int unfinishedUploads() {
        try (S3StoreProvider provider = provider(server.endpoint());
                ObjectStore store = provider.open(Checksums.UNCHUNKED)) {
            return store.unfinishedUploads("").size();
        }
    }

    /** Returns how many recordings are in the bucket byte for byte, as its own files on disk show it. */
    long identical() throws IOException {
        try (Stream<Path> files = Files.walk(source())) {
            return files.filter(Files::isRegularFile).filter(this::isStored).count();
        }
    }

    private boolean isStored(Path file) {
        try {
            Path object = directory.resolve("data").resolve(BUCKET).resolve(source().relativize(file));
            return Files.exists(object) && Arrays.equals(Files.readAllBytes(object), Files.readAllBytes(file));
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns what lies about in the state besides the catalog. */
    List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.walk(state())) {
            return files.filter(file -> state().relativize(file).toString().contains("/tmp/"))
                    .toList();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
