package io.cammanager.backup.core;

import com.google.common.collect.ImmutableSet;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which recordings a command is about. The times are compared with the local time in the file name; a recording whose
 * name holds no time is selected only when neither {@code from} nor {@code to} is given.
 *
 * @param cameras first path segments; empty for all
 * @param from the earliest start, inclusive
 * @param to the latest start, exclusive
 * @param paths of recordings, or of folders of them, relative to the prefix and without a slash at the end; empty for all
 */
public record Selection(
        Set<String> cameras,
        @Nullable LocalDateTime from,
        @Nullable LocalDateTime to,
        Set<ObjectKey> paths) {
    public static final Selection ALL = new Selection(Set.of(), null, null);

    public Selection {
        cameras = ImmutableSet.copyOf(cameras);
        paths = outermost(paths);
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("from (" + from + ") must be before to (" + to + ")");
        }
    }

    /** Selects by cameras and times alone. */
    public Selection(Set<String> cameras, @Nullable LocalDateTime from, @Nullable LocalDateTime to) {
        this(cameras, from, to, Set.of());
    }

    /** Drops what is below another one, so that nothing is met twice. */
    private static Set<ObjectKey> outermost(Set<ObjectKey> paths) {
        return paths.stream()
                .filter(path -> paths.stream().noneMatch(other -> isBelow(path, other)))
                .collect(ImmutableSet.toImmutableSet());
    }

    private static boolean isBelow(ObjectKey path, ObjectKey folder) {
        return path.value().startsWith(folder.value() + "/");
    }

    /** Says whether a path is one of those given, or below it. */
    public static boolean covers(ObjectKey given, ObjectKey path) {
        return path.equals(given) || isBelow(path, given);
    }

    /** Returns the folders, relative to the prefix, that hold all that is meant; each empty or ending in a slash. */
    public List<String> directories() {
        if (!paths.isEmpty()) {
            return paths.stream().map(path -> path.value() + "/").toList();
        }
        return cameras.isEmpty()
                ? List.of("")
                : cameras.stream().sorted().map(camera -> camera + "/").toList();
    }

    /** Says whether the recording at this path, relative to the prefix, is meant. */
    public boolean includes(ObjectKey path) {
        if (!cameras.isEmpty() && !cameras.contains(path.camera())) {
            return false;
        }
        if (!paths.isEmpty() && paths.stream().noneMatch(given -> covers(given, path))) {
            return false;
        }
        if (from == null && to == null) {
            return true;
        }
        LocalDateTime start = RecordingName.startOf(path.name());
        return start != null && (from == null || !start.isBefore(from)) && (to == null || start.isBefore(to));
    }
}
