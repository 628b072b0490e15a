package io.cammanager.backup.core;

import com.google.common.collect.ImmutableSet;
import java.time.LocalDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which recordings a command is about. The times are compared with the local time in the file name; a recording whose
 * name holds no time is selected only when neither {@code from} nor {@code to} is given.
 *
 * @param cameras first path segments; empty for all
 * @param from the earliest start, inclusive
 * @param to the latest start, exclusive
 */
public record Selection(
        Set<String> cameras,
        @Nullable LocalDateTime from,
        @Nullable LocalDateTime to) {
    public static final Selection ALL = new Selection(Set.of(), null, null);

    public Selection {
        cameras = ImmutableSet.copyOf(cameras);
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("from (" + from + ") must be before to (" + to + ")");
        }
    }

    /** Says whether the recording at this path, relative to the prefix, is meant. */
    public boolean includes(ObjectKey path) {
        if (!cameras.isEmpty() && !cameras.contains(path.camera())) {
            return false;
        }
        if (from == null && to == null) {
            return true;
        }
        LocalDateTime start = RecordingName.startOf(path.name());
        return start != null && (from == null || !start.isBefore(from)) && (to == null || start.isBefore(to));
    }
}
