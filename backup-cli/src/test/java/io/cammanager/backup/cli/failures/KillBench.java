package io.cammanager.backup.cli.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.cammanager.backup.cli.Main;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.catalog.CatalogIdentity;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.testkit.EmbeddedS3;
import io.cammanager.backup.testkit.LoggedRequest;
import io.cammanager.backup.testkit.Recording;
import io.cammanager.backup.testkit.RecordingsGenerator;
import io.cammanager.backup.testkit.process.CommandProcess;
import io.cammanager.backup.testkit.process.CommandProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sync that is killed, and the one after it. The store keeps its objects as plain files, which are compared with the
 * recordings; what was sent is taken from the log of the store.
 */
final class KillBench implements AutoCloseable {
    private static final Pattern UPLOADED =
            Pattern.compile("\\{\"message_type\":\"file\",\"path\":\"([^\"]+)\".*\"outcome\":\"uploaded\".*\\}");

    private static final int PART_BYTES = 5 * 1024 * 1024;
    private static final long SEED = 20260304;

    private final Path directory;
    private final EmbeddedS3 server;
    private final CommandProcess command;
    private final List<Recording> recordings;
    private final Set<String> paths;
    private final CatalogIdentity identity;
    private int kills;
    private int confirmed;
    private int lost;
    private int sentAgain;
    private int openUploads;
    private int openUploadsInTheEnd;

    KillBench(Path directory, int files) throws IOException {
        this.directory = directory.toRealPath();
        this.server =
                EmbeddedS3.builder().data(this.directory.resolve("objects")).start();
        this.command = new CommandProcess(Main.class, server, this.directory).with("TRANSFERS", "2");
        this.recordings = RecordingsGenerator.builder()
                .firstDay(LocalDate.of(2024, 3, 2))
                .segmentsPerDay(files)
                .build()
                .generate(this.directory.resolve("recordings"));
        this.paths = recordings.stream().map(Recording::name).collect(Collectors.toCollection(TreeSet::new));
        this.identity = new CatalogIdentity(this.directory.resolve("recordings"), "recordings", "");
        Files.createDirectories(this.directory.resolve("temporary"));
    }

    CommandProcess command() {
        return command;
    }

    Path directory() {
        return directory;
    }

    EmbeddedS3 server() {
        return server;
    }

    List<Recording> recordings() {
        return recordings;
    }

    CatalogIdentity identity() {
        return identity;
    }

    /** Makes one more recording, {@code large/0001.mp4}, and lets it be sent in three parts. */
    void addFileInParts() throws IOException {
        Path camera = Files.createDirectories(directory.resolve("recordings").resolve("large"));
        byte[] content = new byte[2 * PART_BYTES + 20_000];
        new Random(SEED).nextBytes(content);
        Path file = Files.write(camera.resolve("0001.mp4"), content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-03-02T00:00:00Z")));
        paths.add("large/0001.mp4");
        command.with("PART_SIZE", PART_BYTES + "B").with("UPLOAD_CUTOFF", PART_BYTES + "B");
    }

    /** Makes recordings of a few bytes: {@code small/0001.mp4} and so on. */
    void addSmallFiles(int count) throws IOException {
        Path camera = Files.createDirectories(directory.resolve("recordings").resolve("small"));
        for (int i = 1; i <= count; i++) {
            Path file = Files.writeString(camera.resolve("%04d.mp4".formatted(i)), "small " + i);
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-03-02T00:00:00Z")));
        }
    }

    /** Returns where the state of the job lies. */
    Path state() {
        return directory.resolve("state").resolve(identity.directoryName());
    }

    /** Takes everything back to before the first run. */
    void reset() throws IOException {
        server.removeBucket("recordings");
        for (String name : List.of("state", "temporary")) {
            if (Files.exists(directory.resolve(name))) {
                MoreFiles.deleteRecursively(directory.resolve(name), RecursiveDeleteOption.ALLOW_INSECURE);
            }
        }
        Files.createDirectories(directory.resolve("temporary"));
        server.clearRequestLog();
        command.wrapped(List.of()).options("-Djava.io.tmpdir=" + directory.resolve("temporary"));
    }

    /** Checks what a killed run has left, and that the next run makes it whole. */
    void recover(Ended killed, String what) throws IOException {
        kills++;
        Set<String> said = said(killed);
        said.addAll(remembered());
        confirmed += said.size();
        Set<String> wrong =
                said.stream().filter(path -> !isStored(path)).collect(Collectors.toCollection(TreeSet::new));
        lost += wrong.size();
        int open = openUploads();
        openUploads += open;
        server.clearRequestLog();

        Ended next = command.wrapped(List.of()).run("sync", "--json");

        openUploadsInTheEnd += open + openUploads();
        Set<String> sent = sent();
        sent.retainAll(said);
        sentAgain += sent.size();
        assertThat(next.code()).as("%s: %s", what, next).isZero();
        assertThat(wrong).as("%s: confirmed and not stored", what).isEmpty();
        assertThat(sent).as("%s: confirmed and sent again", what).isEmpty();
        assertThat(paths).as(what).allMatch(this::isStored);
        assertThat(remembered()).as(what).isEqualTo(paths);
        assertThat(names(state()))
                .as("%s: left in the state", what)
                .containsExactlyInAnyOrder("catalog.db", "holder", "lock", "tmp");
        assertThat(state().resolve("tmp")).as(what).isEmptyDirectory();
    }

    /** Returns what the run has said to have sent; half a line at the end says nothing. */
    static Set<String> said(Ended run) {
        return uploaded(run.out());
    }

    static Set<String> uploaded(String out) {
        Set<String> said = new TreeSet<>();
        for (String line : out.lines().toList()) {
            Matcher matcher = UPLOADED.matcher(line);
            if (matcher.matches()) {
                said.add(matcher.group(1));
            }
        }
        return said;
    }

    /** Returns what the catalog holds as confirmed, looked at in a copy: opening it would mend it. */
    Set<String> remembered() throws IOException {
        Path copy = Files.createTempDirectory(directory, "copy");
        for (String name : Files.exists(state()) ? names(state()) : List.<String>of()) {
            if (name.startsWith("catalog.db")) {
                Files.copy(state().resolve(name), copy.resolve(name));
            }
        }
        Set<String> remembered = remembered(copy);
        MoreFiles.deleteRecursively(copy, RecursiveDeleteOption.ALLOW_INSECURE);
        return remembered;
    }

    /** Returns what the catalog in this directory holds as confirmed, nothing where there is none. */
    Set<String> remembered(Path copy) throws IOException {
        Set<String> remembered = new TreeSet<>();
        try (Catalog catalog = Catalog.openForReading(copy.resolve("catalog.db"), identity);
                CatalogCursor rows = catalog.all()) {
            while (rows.hasNext()) {
                CatalogRow row = rows.next();
                if (row.isConfirmed()) {
                    remembered.add(row.path().value());
                }
            }
        }
        return remembered;
    }

    boolean isStored(String path) {
        Path object = directory.resolve("objects").resolve("recordings").resolve(path);
        try {
            return Files.exists(object)
                    && Files.mismatch(object, directory.resolve("recordings").resolve(path)) < 0;
        } catch (IOException e) {
            return false;
        }
    }

    Set<String> sent() {
        return server.requestLog().stream()
                .filter(request -> request.operation().matches("PutObject|CompleteMultipartUpload"))
                .map(LoggedRequest::path)
                .map(path -> path.replaceFirst("^/recordings/", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    int openUploads() {
        int open = 0;
        for (LoggedRequest request : server.requestLog()) {
            switch (request.operation()) {
                case "CreateMultipartUpload" -> open++;
                case "CompleteMultipartUpload", "AbortMultipartUpload" -> open--;
                default -> {}
            }
        }
        return open;
    }

    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    /** Prints and returns the sums of all kills so far. */
    int report(String row) {
        System.out.printf(
                "%s: %d kills, %d confirmations before them, files lost %d, confirmed files uploaded again %d, multipart uploads"
                        + " left open by the killed %d, by the runs after them %d%n",
                row, kills, confirmed, lost, sentAgain, openUploads, openUploadsInTheEnd);
        return kills;
    }

    @Override
    public void close() {
        server.close();
    }
}
