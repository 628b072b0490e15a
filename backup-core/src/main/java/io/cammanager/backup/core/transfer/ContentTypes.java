package io.cammanager.backup.core.transfer;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.Files;
import java.util.Locale;

/** The MIME types of what recorders write, so that a browser plays what it finds in the bucket. */
public final class ContentTypes {
    private static final ImmutableMap<String, String> BY_EXTENSION = ImmutableMap.of(
            "mp4", "video/mp4",
            "mkv", "video/x-matroska",
            "ts", "video/mp2t",
            "avi", "video/x-msvideo",
            "jpg", "image/jpeg",
            "json", "application/json");
    static final String UNKNOWN = "application/octet-stream";

    private ContentTypes() {}

    /** Returns the type of a file by its name; that of plain bytes for one that is not known. */
    public static String of(String fileName) {
        return BY_EXTENSION.getOrDefault(Files.getFileExtension(fileName).toLowerCase(Locale.ROOT), UNKNOWN);
    }
}
