package io.cammanager.backup.core;

/**
 * Which recordings a verification is about.
 *
 * @param selection by camera and time
 * @param part by a hash of the path, so that so many verifications together look at everything and at nothing twice
 * @param sample drawn from what the other two leave
 */
public record Portion(Selection selection, Shard part, Sample sample) {
    public static final Portion ALL = of(Selection.ALL);

    /** Returns all of a selection. */
    public static Portion of(Selection selection) {
        return new Portion(selection, Shard.ALL, Sample.EVERYTHING);
    }

    /** Says whether the recording at this path, relative to the prefix, is one of those that the sample is drawn from. */
    public boolean includes(ObjectKey path) {
        return selection.includes(path) && part.includes(path.value());
    }
}
