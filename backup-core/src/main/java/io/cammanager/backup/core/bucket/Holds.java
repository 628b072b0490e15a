package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.store.BucketAdmin.Versioned;
import io.cammanager.backup.core.store.LegalHold;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreException.Reach;
import io.cammanager.backup.crypto.CryptException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Legal holds on recordings that are evidence: nobody can delete a version under one, and no rule does, until it is taken off. A
 * hold is on every version of the recordings that were there when it was set, those included that are hidden; on none that comes
 * later. Each is read back.
 */
public final class Holds {
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final BucketContext context;
    private final HoldStore records;

    Holds(BucketContext context) {
        this.context = context;
        this.records = new HoldStore(context);
    }

    /** Returns the holds, the oldest first. */
    public List<Hold> list() {
        return told(() -> {
            context.requireBucket();
            return records.all().stream().map(HoldRecord::hold).toList();
        });
    }

    /**
     * Holds all versions of the recordings selected.
     *
     * @param by the name of who does it, for those who read the list
     * @throws BackupException when the bucket has no Object Lock, or nothing is selected
     */
    public HoldReport add(Selection selection, String reason, String by) {
        return told(() -> {
            context.requireBucket();
            requireLock();
            List<HeldVersion> versions = versions(selection);
            if (versions.isEmpty()) {
                throw new BackupException(
                        ExitCode.INCOMPLETE,
                        "there is no recording in the bucket that was selected: look with ls, with the same options");
            }
            Instant now = context.clock().instant().truncatedTo(ChronoUnit.SECONDS);
            String id = ID.format(now) + "-"
                    + String.format("%04x", context.random().nextInt(1 << 16));
            Hold hold = new Hold(id, selection, reason, by + " on " + context.host(), now, versions.size());
            // Remembered before it is set: a hold that nobody knows of could be taken off by nobody.
            records.write(new HoldRecord(hold, versions));
            return change(hold, versions, LegalHold.ON, version -> false);
        });
    }

    /**
     * Takes a hold off, except where another one is on the same version.
     *
     * @throws BackupException when there is no hold of this id
     */
    public HoldReport remove(String id) {
        return told(() -> {
            context.requireBucket();
            List<HoldRecord> all = records.all();
            HoldRecord hold = all.stream()
                    .filter(other -> other.hold().id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new BackupException(
                            ExitCode.USAGE, "there is no hold " + Quoted.of(id) + ": hold list shows those there are"));
            Set<HeldVersion> others = new HashSet<>();
            all.stream()
                    .filter(other -> !other.hold().id().equals(id))
                    .forEach(other -> others.addAll(other.versions()));
            HoldReport report = change(hold.hold(), hold.versions(), LegalHold.OFF, others::contains);
            if (report.problems().isEmpty()) {
                records.remove(id);
            }
            return report;
        });
    }

    private static <T> T told(Supplier<T> work) {
        return BucketContext.told(work, "the store must know versions and Object Lock for holds");
    }

    private void requireLock() {
        if (context.admin().lock().isEmpty()) {
            throw new BackupException(
                    ExitCode.INCOMPLETE,
                    "the bucket \"" + context.place().bucket()
                            + "\" has no Object Lock, without which nothing can be held: make one that has with bucket"
                            + " init --bucket NAME --lock, and sync to it");
        }
    }

    private List<HeldVersion> versions(Selection selection) {
        Cameras cameras = new Cameras(context);
        List<String> folders = new ArrayList<>();
        selection.cameras().stream().sorted().forEach(camera -> {
            String stored = cameras.stored(camera);
            if (stored != null) {
                folders.add(stored);
            }
        });
        List<HeldVersion> found = new ArrayList<>();
        for (String folder : selection.cameras().isEmpty() ? List.of(context.prefix()) : folders) {
            context.admin().versions(folder, versioned -> {
                if (isMeant(versioned, selection)) {
                    found.add(
                            new HeldVersion(versioned.key(), versioned.version().versionId()));
                }
            });
        }
        return found;
    }

    private boolean isMeant(Versioned versioned, Selection selection) {
        String path = versioned.key().value().substring(context.prefix().length());
        if (versioned.version().kind() != ObjectVersion.Kind.OBJECT || !RemoteTree.isRecording(path, 0)) {
            return false;
        }
        try {
            return selection.includes(new ObjectKey(
                    context.crypt() == null ? path : context.crypt().names().plainPath(path)));
        } catch (CryptException e) {
            return false; // in an encrypted bucket this is somebody else's
        }
    }

    private HoldReport change(Hold hold, List<HeldVersion> versions, LegalHold wanted, Predicate<HeldVersion> stays) {
        long changed = 0;
        long kept = 0;
        List<String> problems = new ArrayList<>();
        for (HeldVersion version : versions) {
            if (stays.test(version)) {
                kept++;
                continue;
            }
            String problem = change(version, wanted);
            if (problem.isEmpty()) {
                changed++;
            } else {
                problems.add(problem);
            }
        }
        return new HoldReport(hold, changed, kept, problems);
    }

    /** Returns what went wrong, or nothing. */
    private String change(HeldVersion version, LegalHold wanted) {
        try {
            context.admin().hold(version.key(), version.versionId(), wanted);
            if (context.admin().holdOf(version.key(), version.versionId()) == wanted) {
                return "";
            }
            return Quoted.of(version.key().value()) + ", version " + Quoted.of(version.versionId())
                    + ": the store took the request and does not follow it: ask who runs it";
        } catch (StoreException e) {
            if (wanted == LegalHold.OFF && e.kind() == Kind.NOT_FOUND) {
                return ""; // what is gone is held by nothing
            }
            if (e.reach() == Reach.RUN || e.kind() == Kind.INTERRUPTED) {
                throw e;
            }
            return String.valueOf(e.getMessage());
        }
    }
}
