package io.cammanager.backup.core;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in plain words why the local file system refused something. */
public final class LocalFailure {
    private LocalFailure() {}

    /** Returns the reason, with the file it is about where that is known; without a full stop. */
    public static String reason(IOException failure) {
        if (failure instanceof FileSystemException refusal && refusal.getFile() != null) {
            return Quoted.of(refusal.getFile()) + ": " + words(refusal);
        }
        String message = failure.getMessage();
        return message == null || message.isEmpty() ? failure.getClass().getSimpleName() : message;
    }

    private static String words(FileSystemException refusal) {
        if (refusal instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (refusal instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (refusal instanceof FileAlreadyExistsException) {
            return "something else is in its place";
        }
        String reason = refusal.getReason();
        return reason == null ? refusal.getClass().getSimpleName() : reason;
    }
}
