package io.cammanager.backup.core.scan;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Reason;

/** What the scan met. {@code path} is relative to the source, in the form of the object's key. */
public sealed interface ScanEntry {
    ObjectKey path();

    /** A regular file that no filter leaves out. */
    record Recording(ObjectKey path, FileStamp stamp) implements ScanEntry {}

    /** Something that is left out on purpose. */
    record LeftOut(ObjectKey path, long size, Reason reason) implements ScanEntry {}

    /** Something that should be saved and cannot be: an unreadable directory, a name too long for a key. */
    record Unusable(ObjectKey path, long size, Reason reason, String detail) implements ScanEntry {}
}
