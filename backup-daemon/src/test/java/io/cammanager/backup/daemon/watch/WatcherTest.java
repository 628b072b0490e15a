package io.cammanager.backup.daemon.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.cammanager.backup.daemon.LogLines;
import io.cammanager.backup.daemon.control.DaemonControl;
import io.cammanager.backup.daemon.control.DaemonListener;
import io.cammanager.backup.daemon.control.DaemonSnapshot;
import io.cammanager.backup.daemon.control.Job;
import io.cammanager.backup.daemon.control.JobRequest;
import io.cammanager.backup.daemon.control.JobRequest.Trigger;
import io.cammanager.backup.daemon.job.Companion;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WatcherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Requests requests = new Requests();

    @TempDir
    private Path source;

    @Test
    void asksForASyncWhenAFileOfAnOldOrANewCameraIsFinished() throws Exception {
        Path old = Files.createDirectory(source.resolve("garage"));
        Companion.Running watcher = Watcher.start(requests, source, Duration.ZERO);
        try (watcher) {
            untilAsked(() -> Files.writeString(old.resolve("a.mp4"), "a"));
            Path added = Files.createDirectory(source.resolve("gate"));
            int asked = requests.made.size();
            untilAsked(() -> Files.writeString(added.resolve("b.mp4"), "b"));

            assertThat(requests.made.size()).isGreaterThan(asked);
            assertThat(requests.made).containsOnly(JobRequest.sync(Trigger.WATCHER));
        }
    }

    @Test
    void saysSoOnceWhenTheSourceCannotBeWatchedAndGoesOn() throws Exception {
        try (LogLines log = LogLines.capture();
                FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
            Path missing = files.getPath("/nowhere");
            Companion.Running watcher = Watcher.start(requests, missing, Duration.ZERO);
            try (watcher) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(log.lines())
                                .containsExactly(
                                        "WARN some recordings cannot be watched, the schedule takes care of them:"
                                                + " /nowhere: no such file or directory"));
            }
            assertThat(requests.made).isEmpty();
        }
    }

    @Test
    void saysSoOnceWhereThereAreTooManyWatchersAlready() {
        try (LogLines log = LogLines.capture()) {
            Companion.Running watcher = Watcher.start(requests, source, Duration.ZERO, () -> {
                throw new IOException("User limit of inotify instances reached or too many open files");
            });
            watcher.close();

            assertThat(log.lines())
                    .containsExactly("WARN the recordings cannot be watched, the schedule goes on without:"
                            + " User limit of inotify instances reached or too many open files");
        }
    }

    private interface Change {
        void make() throws Exception;
    }

    /** Repeats the change, since a watch that has just begun may miss the first. */
    private void untilAsked(Change change) {
        int before = requests.made.size();
        await().atMost(PATIENCE).untilAsserted(() -> {
            change.make();
            assertThat(requests.made).hasSizeGreaterThan(before);
        });
    }

    /** Notes what is asked for. */
    private static final class Requests implements DaemonControl {
        private final List<JobRequest> made = new CopyOnWriteArrayList<>();

        @Override
        public DaemonSnapshot snapshot() {
            throw new UnsupportedOperationException("snapshot");
        }

        @Override
        public Optional<Job> request(JobRequest request) {
            made.add(request);
            return Optional.empty();
        }

        @Override
        public Subscription subscribe(DaemonListener listener) {
            throw new UnsupportedOperationException("subscribe");
        }
    }
}
