package io.cammanager.backup.core.manifest;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Change;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.catalog.Proof;
import io.cammanager.backup.core.scan.FileStamp;
import io.cammanager.backup.core.store.RemoteTree;

/** The line of a segment that speaks of one recording. */
final class ChangeLine {
    private static final String PUT = "put";
    private static final String DELETE = "delete";

    private ChangeLine() {}

    static String format(Change change) {
        CatalogRow row = change.row();
        Confirmation confirmation = row == null ? null : row.confirmation();
        JsonText text = new JsonText()
                .put("op", row == null ? DELETE : PUT)
                .put("path", change.path().value());
        if (row != null && confirmation != null) {
            HashCode sha256 = confirmation.sha256();
            text.put("size", row.stamp().size())
                    .put("mtime", row.stamp().mtimeNanos())
                    .put("ctime", row.stamp().ctimeNanos())
                    .put("inode", row.stamp().inode())
                    .put("sha256", sha256 == null ? null : sha256.toString())
                    .put("etag", confirmation.etag())
                    .put("id", confirmation.uploadId())
                    .put("proof", confirmation.proof().name())
                    .put("at", confirmation.atMillis());
        }
        return text.toString();
    }

    /** Parses a line; throws an {@link IllegalArgumentException} for what no version of this has written. */
    static Change parse(String line) {
        JsonFields fields = JsonFields.parse(line);
        ObjectKey path = new ObjectKey(fields.text("path"));
        if (!RemoteTree.isRecording(path.value(), 1)) {
            throw new IllegalArgumentException("it speaks of what is no recording");
        }
        return switch (fields.text("op")) {
            case PUT -> Change.put(row(path, fields));
            case DELETE -> new Change(path, null);
            default -> throw new IllegalArgumentException("it says neither put nor delete");
        };
    }

    private static CatalogRow row(ObjectKey path, JsonFields fields) {
        FileStamp stamp = new FileStamp(
                fields.number("size"), fields.number("mtime"), fields.number("ctime"), fields.number("inode"));
        Confirmation confirmation = new Confirmation(
                fields.text("etag"),
                fields.optional("sha256") == null ? null : fields.sha256("sha256"),
                fields.optional("id"),
                Proof.valueOf(fields.text("proof")),
                fields.number("at"));
        return new CatalogRow(path, stamp, confirmation.atMillis(), confirmation);
    }
}
