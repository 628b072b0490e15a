package io.cammanager.backup.core.mirror;

import io.cammanager.backup.core.MirrorResult;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.transfer.ContentTypes;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an object is to be at the target, and whether it is, by the target's own word. Thread-safe. */
record Arrival(MirrorContext context) {
    /**
     * Returns how an object is stored at the target.
     *
     * @param there what is at its key, kept by now; null where nothing is
     */
    PutRequest request(ObjectKey path, ObjectInfo from, @Nullable ObjectInfo there) {
        return new PutRequest(
                context.target().key(path),
                from.metadata(),
                ContentTypes.of(path.name()),
                there == null ? Condition.IF_ABSENT : Condition.ifMatch(there.etag()),
                storageClass(path));
    }

    /** The manifest and the canary are read whenever the copy is used: in a cold class they would lock it. */
    private @Nullable String storageClass(ObjectKey path) {
        boolean isSmall =
                path.value().startsWith(RemoteTree.OWN) && !path.value().startsWith(RemoteTree.REPLACED);
        return isSmall ? null : context.options().storageClass();
    }

    /** Few stores complete an upload in parts, or copy, on a condition. */
    void requireAsSeen(PutRequest request) {
        ObjectInfo now = context.target().store().head(request.key()).orElse(null);
        if (!Objects.equals(now == null ? null : now.etag(), request.condition().ifMatch())) {
            throw new MirrorEnd(
                    MirrorResult.CONFLICT, "another object has appeared at its key in the target meanwhile");
        }
    }

    /** The target's own later word, whatever it has said before. */
    void requireThere(PutRequest request, Passing passing) {
        ObjectInfo from = passing.from();
        ObjectInfo now = context.target().store().head(request.key()).orElse(null);
        if (now == null) {
            throw new MirrorEnd(MirrorResult.FAILED, "the target has taken it, and does not have it");
        }
        boolean etagTells = context.target().hasMd5Etags() && passing.hasMd5Etags() && passing.parts() == 1;
        if (now.size() != from.size()
                || !containsAll(now.metadata(), request.metadata())
                || (etagTells && !now.etag().equals(from.etag()))) {
            throw new MirrorEnd(MirrorResult.FAILED, "the target has another object than it was sent");
        }
    }

    private static boolean containsAll(Map<String, String> now, Map<String, String> sent) {
        return now.entrySet().containsAll(sent.entrySet());
    }
}
