package io.cammanager.backup.core.restore;

import java.util.function.Predicate;

/** The recordings that are meant, and the objects they are in. */
@FunctionalInterface
interface Sources {
    /** Hands them out, each path once, until there are no more or the consumer says false. May be called again. */
    void each(Predicate<Source> consumer);
}
