package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.doctor.Finding.Verdict;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.Versioning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What this key may do, tried on one object. */
final class RightsCheck implements Check {
    private static final String TEXT = "right";

    private final Scratch scratch;
    private final ObjectStore store;

    RightsCheck(DoctorContext context, Scratch scratch) {
        this.scratch = scratch;
        this.store = context.remote().store();
    }

    @Override
    public List<Finding> look() {
        ObjectKey key = scratch.key("rights");
        List<Finding> findings = new ArrayList<>();
        findings.add(may(Steps.PUT, "no recording can be sent", () -> scratch.put(key, TEXT)));
        if (findings.get(0).verdict() == Verdict.FAIL) {
            return findings;
        }
        findings.add(may("right to get", "nothing can be restored or verified", () -> {
            if (!scratch.read(ReadRequest.whole(key)).equals(TEXT)) {
                throw new StoreException(Kind.DIGEST_MISMATCH, "read", key.value(), "other bytes came back");
            }
        }));
        findings.add(may("right to head", "no upload can be proven", () -> {
            if (store.head(key).isEmpty()) {
                throw new StoreException(Kind.NOT_FOUND, "find", key.value(), "it was stored and is not there");
            }
        }));
        findings.add(delete(key));
        if (store.versioning() != Versioning.OFF) {
            findings.add(deleteVersion(key));
        }
        return findings;
    }

    private static Finding may(String name, String otherwise, Runnable request) {
        try {
            request.run();
            return Finding.ok(name, "this key may");
        } catch (StoreException e) {
            return Finding.fail(
                    name, e.exitCode(), e.reason() + ": " + otherwise, "see the rights that bucket init prints");
        }
    }

    private Finding delete(ObjectKey key) {
        try {
            var unused = store.delete(key);
            return Finding.ok("right to delete", "this key may");
        } catch (StoreException e) {
            return e.kind() == Kind.DENIED
                    ? Finding.ok(
                            "right to delete",
                            "this key may not: sync --delete is not possible, and nobody can"
                                    + " delete recordings with it")
                    : Finding.fail("right to delete", e.exitCode(), e.reason(), null);
        }
    }

    private Finding deleteVersion(ObjectKey key) {
        String name = "deletes versions";
        try {
            // A marker is never locked; of an object, a refusal may be that of its lock.
            List<ObjectVersion> versions = new ArrayList<>(store.versions(key));
            versions.sort(Comparator.comparing(version -> version.kind() == ObjectVersion.Kind.OBJECT));
            for (ObjectVersion version : versions.subList(0, Math.min(1, versions.size()))) {
                store.deleteVersion(key, version.versionId());
            }
        } catch (StoreException e) {
            return e.kind().isRefusalToDelete()
                    ? Finding.ok(name, "this key cannot, so that who steals it cannot")
                    : Finding.fail(name, e.exitCode(), e.reason(), null);
        }
        return Finding.warn(
                name,
                "this key can: who steals it from the recorder can delete every recording for good",
                "give the recorder a key without s3:DeleteObjectVersion; bucket init prints its rights");
    }
}
