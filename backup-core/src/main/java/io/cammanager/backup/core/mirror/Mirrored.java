package io.cammanager.backup.core.mirror;

import io.cammanager.backup.core.MirrorResult;
import io.cammanager.backup.core.mirror.MirrorCounts.Mark;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of one object.
 *
 * @param detail for people; null when there is nothing to say
 * @param marks what else is counted of it
 */
record Mirrored(MirrorResult result, @Nullable String detail, Set<Mark> marks) {
    Mirrored {
        marks = Set.copyOf(marks);
    }

    Mirrored(MirrorResult result, @Nullable String detail) {
        this(result, detail, Set.of());
    }

    Mirrored with(Mark mark) {
        EnumSet<Mark> all = EnumSet.of(mark);
        all.addAll(marks);
        return new Mirrored(result, detail, all);
    }
}
