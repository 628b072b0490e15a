package io.cammanager.backup.core;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a restore does.
 *
 * @param target the directory that receives the tree; created when missing
 * @param existing what happens where a different file is in the way
 * @param transfers files in flight at once, 1 to 256
 * @param room whether it is made sure beforehand that the disk has room for everything
 * @param at the time whose state is brought back; null for what is in the bucket now
 * @param thaw how recordings are asked for that lie in a cold storage class; null to ask for none, since it costs money
 */
public record RestoreOptions(
        Path target,
        Selection selection,
        Existing existing,
        int transfers,
        Room room,
        @Nullable Instant at,
        @Nullable ThawOptions thaw) {
    /** What happens to a different file at the target. */
    public enum Existing {
        KEEP,
        OVERWRITE
    }

    /** Whether free space is looked at. */
    public enum Room {
        /** Everything is listed and measured before anything is written, so how long it takes can be told as well. */
        CHECKED,
        NOT_CHECKED
    }

    public RestoreOptions {
        if (transfers < 1 || transfers > 256) {
            throw new IllegalArgumentException("transfers (" + transfers + ") must be 1 to 256");
        }
    }

    /** Restores what is in the bucket now, where there is room for it. */
    public RestoreOptions(Path target, Selection selection, Existing existing, int transfers) {
        this(target, selection, existing, transfers, Room.CHECKED, null);
    }

    /** Asks for nothing that lies in a cold storage class. */
    public RestoreOptions(
            Path target, Selection selection, Existing existing, int transfers, Room room, @Nullable Instant at) {
        this(target, selection, existing, transfers, room, at, null);
    }

    public RestoreOptions withRoom(Room checked) {
        return new RestoreOptions(target, selection, existing, transfers, checked, at, thaw);
    }

    public RestoreOptions asOf(Instant time) {
        return new RestoreOptions(target, selection, existing, transfers, room, time, thaw);
    }

    public RestoreOptions thawing(ThawOptions options) {
        return new RestoreOptions(target, selection, existing, transfers, room, at, options);
    }
}
