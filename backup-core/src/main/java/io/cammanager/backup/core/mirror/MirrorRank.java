package io.cammanager.backup.core.mirror;

import io.cammanager.backup.core.store.RemoteTree;
import org.jspecify.annotations.Nullable;

/**
 * When an object is copied: what speaks of others goes after them, so that a mirror that is cut off never tells of what it has
 * not.
 */
enum MirrorRank {
    RECORDING,
    /** The canary, and what was replaced or removed. */
    KEPT,
    MANIFEST,
    /** The objects of the manifest that say how far it goes: the only ones that change in their place. */
    MANIFEST_HEAD;

    private static final String MANIFESTS = RemoteTree.OWN + "manifest/";

    /**
     * Returns when the object at a path is copied; null when it never is: the folders that a console stores, and what only means
     * something in its own bucket, which are leases and probes.
     *
     * @param path below the prefix
     */
    static @Nullable MirrorRank of(String path, long size) {
        if (RemoteTree.isRecording(path, size)) {
            return RECORDING;
        }
        if (!path.startsWith(RemoteTree.OWN)
                || path.endsWith("/")
                || path.startsWith(RemoteTree.OWN + "lease/")
                || path.startsWith(RemoteTree.OWN + "probe/")) {
            return null;
        }
        if (!path.startsWith(MANIFESTS)) {
            return KEPT;
        }
        return path.endsWith("/HEAD") ? MANIFEST_HEAD : MANIFEST;
    }
}
