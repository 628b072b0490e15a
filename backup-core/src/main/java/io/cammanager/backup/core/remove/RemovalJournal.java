package io.cammanager.backup.core.remove;

import io.cammanager.backup.core.ObjectKey;

/**
 * Remembers the removals under way, so that one that was cut off between its marker and the look below it is finished by a
 * later run. What a method has written must survive a crash when it returns.
 */
public interface RemovalJournal {
    /** For who cannot be cut off. */
    RemovalJournal NONE = new RemovalJournal() {
        @Override
        public void begin(ObjectKey path, String versionId) {
            // nothing is remembered
        }

        @Override
        public void end(ObjectKey path) {
            // nothing was remembered
        }
    };

    /**
     * A marker is about to be put over this version.
     *
     * @param versionId the version that it is meant for, {@code null} as a word where it has none
     */
    void begin(ObjectKey path, String versionId);

    /** The key was looked at afterwards, and nothing is hidden that should not be. */
    void end(ObjectKey path);
}
