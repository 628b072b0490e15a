package io.cammanager.backup.cli.health;

import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.BackupStatus.Disk;
import io.cammanager.backup.core.CameraStatus.Amount;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Upkeep;
import io.cammanager.backup.core.report.Messages;
import io.cammanager.backup.core.settings.StoreSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts health on a page of 80 columns; only a long name of a camera, which stands last, goes beyond. */
public final class HealthText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final String ROW = "%9s %10s %9s %9s %10s %9s  %s";
    private static final String UNKNOWN = "-";

    private final Messages messages;
    private final ZoneId zone;
    private final List<String> lines = new ArrayList<>();

    public HealthText(Messages messages, ZoneId zone) {
        this.messages = messages;
        this.zone = zone;
    }

    /** Returns the lines, once. */
    public List<String> lines(Health health, StoreSettings store) {
        lines.add(messages.text(health.exitCode() == ExitCode.OK ? "health.ok" : "health.bad"));
        lines.add("");
        String endpoint = store.endpoint() == null ? "AWS" : store.endpoint().toString();
        fact("health.store", "health.store.place", Quoted.of(endpoint), Quoted.of(store.bucket()), answer(health));
        if (health.status() != null) {
            local(health.status(), health.allowed());
        }
        if (!health.cameras().isEmpty()) {
            table(health);
        }
        return lines;
    }

    private String answer(Health health) {
        Problem problem = health.remote().problem();
        ExitCode code = problem == null ? ExitCode.OK : problem.exitCode();
        return messages.text("health.store."
                + switch (code) {
                    case OK -> "ok";
                    case BUCKET_MISSING -> "noBucket";
                    case DENIED -> "denied";
                    case WRONG_PASSWORD -> "password";
                    case UNREACHABLE -> "unreachable";
                    default -> "unknown";
                });
    }

    private void local(BackupStatus status, Health.Allowed allowed) {
        Optional<RunRecord> success = status.lastSuccess(RunRecord.Kind.SYNC);
        Optional<RunRecord> last = status.last(RunRecord.Kind.SYNC);
        success.ifPresentOrElse(
                run -> fact("health.lastSuccess", "health.when", time(run.ended()), age(run.ended(), status.at())),
                () -> fact("health.lastSuccess", "health.never"));
        last.filter(run -> !run.succeeded())
                .ifPresent(run -> fact(
                        "health.lastSync",
                        "health.ended",
                        time(run.ended()),
                        run.exitCode().code()));
        Amount pending = status.pending();
        status.oldestPending()
                .ifPresentOrElse(
                        oldest -> fact(
                                "health.waiting",
                                "health.waiting.some",
                                pending.files(),
                                messages.size(pending.bytes()),
                                age(oldest, status.at())),
                        () -> fact("health.waiting", "health.waiting.none"));
        checks(status);
        new UpkeepText(messages, this::time)
                .lines(new Upkeep(status, allowed.intervals()))
                .forEach(this::line);
        if (status.holder() != null) {
            line("health.lock", Quoted.of(status.holder()));
        }
        Disk disk = status.disk();
        if (disk != null) {
            fact("health.disk", "health.disk.free", messages.size(disk.freeBytes()), messages.size(disk.totalBytes()));
        }
    }

    private void checks(BackupStatus status) {
        ChecksText text = new ChecksText(messages, this::time);
        line("health.lastVerify", text.verify(status));
        line("health.read", text.coverage(status.coverage()));
        line("health.lastDrill", text.drill(status));
    }

    private void fact(String label, String text, Object... arguments) {
        line(label, messages.text(text, arguments));
    }

    private void line(String label, String text) {
        lines.add(String.format("%-14s%s", messages.text(label), text));
    }

    private String time(Instant time) {
        return TIME.format(time.atZone(zone));
    }

    private String age(Instant since, Instant now) {
        return messages.duration(Math.max(0, Duration.between(since, now).toMillis()));
    }

    private void table(Health health) {
        heads();
        boolean known = health.status() != null;
        boolean listed = health.remote().problem() == null;
        Amount here = Amount.NONE;
        Amount pending = Amount.NONE;
        for (CameraHealth camera : health.cameras()) {
            here = here.plus(camera.here());
            pending = pending.plus(camera.pending());
            String name = camera.camera().isEmpty() ? UNKNOWN : Quoted.of(camera.camera());
            Figures figures = new Figures(camera.here(), camera.pending(), camera.remote(), camera.missing());
            row(figures.asFarAs(known, listed), name);
        }
        Figures total = new Figures(here, pending, health.remote().total(), health.missing());
        row(total.asFarAs(known, listed), messages.text("total"));
    }

    private void heads() {
        String files = messages.text("health.column.files");
        String size = messages.text("health.column.size");
        lines.add("");
        lines.add(String.format(
                "%20s %9s %20s %9s  %s",
                messages.text("health.column.here"),
                messages.text("health.column.waiting"),
                messages.text("health.column.bucket"),
                messages.text("health.column.missing"),
                messages.text("health.column.camera")));
        lines.add(String.format(ROW, files, size, files, files, size, files, "").stripTrailing());
    }

    /** What stands in a row; null for what is not known. */
    private record Figures(
            @Nullable Amount here,
            @Nullable Amount pending,
            @Nullable Amount remote,
            @Nullable Amount missing) {
        Figures asFarAs(boolean known, boolean listed) {
            return new Figures(
                    known ? here : null,
                    known ? pending : null,
                    listed ? remote : null,
                    known && listed ? missing : null);
        }
    }

    private void row(Figures figures, String name) {
        lines.add(String.format(
                ROW,
                files(figures.here),
                size(figures.here),
                files(figures.pending),
                files(figures.remote),
                size(figures.remote),
                missing(figures.missing),
                name));
    }

    private String files(@Nullable Amount amount) {
        return amount == null ? UNKNOWN : messages.count(amount.files());
    }

    private String size(@Nullable Amount amount) {
        return amount == null ? UNKNOWN : messages.size(amount.bytes());
    }

    /** Recordings, or bytes where the recordings are all there and too small. */
    private String missing(@Nullable Amount amount) {
        return amount == null || amount.files() > 0 || amount.bytes() == 0 ? files(amount) : size(amount);
    }
}
