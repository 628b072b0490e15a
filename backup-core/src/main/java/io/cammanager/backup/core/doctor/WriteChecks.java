package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreProvider.ChecksumTraits;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import java.util.List;

/** What is tried by writing a few small objects. */
final class WriteChecks {
    private static final String NO_ETAG = "00000000000000000000000000000000";
    private static final int OBJECTS = 10;

    private final DoctorContext context;
    private final Scratch scratch;

    WriteChecks(DoctorContext context, Scratch scratch) {
        this.context = context;
        this.scratch = scratch;
    }

    /** Some stores take a conditional write for a plain one where nothing is there. */
    List<Finding> absentMatch() {
        String name = "If-Match on nothing";
        try {
            Scratch.put(
                    context.remote().storeOnce(), scratch.key("absent"), Condition.ifMatch(NO_ETAG), "over nothing");
        } catch (StoreException e) {
            return switch (e.kind()) {
                case PRECONDITION_FAILED, NOT_FOUND -> List.of(Finding.ok(name, "refused"));
                default -> throw e;
            };
        }
        return List.of(Finding.warn(
                name,
                "taken, though there was no such object",
                "none needed for one machine; let no two back up to one prefix"));
    }

    List<Finding> checksumHeader() {
        String name = "checksum header";
        return context.remote()
                .stores()
                .tryChecksums(scratch.key("checksums"))
                .map(traits -> List.of(refused(traits), told(traits)))
                .orElseGet(() -> List.of(Finding.unknown(name, "this store has none")));
    }

    private static Finding refused(ChecksumTraits traits) {
        return Finding.ok(
                "checksum header",
                traits.wrongRefused() == Enforcement.HOLDS
                        ? "a wrong x-amz-checksum-sha256 is refused"
                        : "a wrong x-amz-checksum-sha256 is not refused");
    }

    private static Finding told(ChecksumTraits traits) {
        return Finding.ok(
                "HEAD's checksum",
                traits.toldByHead() == Enforcement.HOLDS ? "told" : "not told: HEAD shows size, ETag and our own id");
    }

    List<Finding> listAfterWrite() {
        String name = "list after write";
        ObjectStore store = context.remote().store();
        for (int i = 0; i < OBJECTS; i++) {
            ObjectKey key = scratch.key("list/" + i);
            scratch.put(key, "listed");
            if (!isListed(key)) {
                return List.of(lateListing(name, "an object that was just stored is not in the listing"));
            }
            var unused = store.delete(key);
            if (isListed(key)) {
                return List.of(lateListing(name, "an object that was just deleted is still in the listing"));
            }
        }
        return List.of(Finding.ok(name, "what was stored or deleted shows at once"));
    }

    private boolean isListed(ObjectKey key) {
        return context.remote().store().list(ListRequest.all(scratch.folder() + "list/")).objects().stream()
                .anyMatch(object -> object.key().equals(key));
    }

    private static Finding lateListing(String name, String found) {
        return Finding.warn(
                name, found, "let only one machine back up to one prefix: lock objects cannot be relied on");
    }

    List<Finding> ranges() {
        ObjectKey key = scratch.key("range");
        scratch.put(key, "0123456789");
        String part = scratch.read(ReadRequest.whole(key).range(3, 4));
        return List.of(
                part.equals("3456")
                        ? Finding.ok("ranges", "a range of bytes is what it should be")
                        : Finding.fail(
                                "ranges",
                                ExitCode.MISMATCH,
                                "other bytes came back than were asked for",
                                "do not rely on this store, and tell its maker"));
    }
}
