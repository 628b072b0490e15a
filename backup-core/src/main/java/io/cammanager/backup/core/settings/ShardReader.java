package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.Shard;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which cameras are meant; in an Indexed Job of Kubernetes the index is the job's. */
record ShardReader(Reading reading) {
    private static final String INDEX = "JOB_COMPLETION_INDEX";
    private static final Pattern SHARD = Pattern.compile("([0-9]{0,5})/([0-9]{1,5})");

    Shard read() {
        RawValue value = value();
        Shard shard = value.isEmpty() ? Shard.ALL : shard(value);
        reading.noteAs(value, value.isEmpty() ? "" : shard.toString());
        return shard;
    }

    private RawValue value() {
        RawValue shard = reading.raw().get(Setting.SHARD);
        String count = reading.raw().variable("SHARD_COUNT");
        if (!shard.isEmpty() || count == null) {
            return shard;
        }
        return new RawValue(Setting.SHARD, "/" + count, new Origin(Origin.Kind.ENVIRONMENT, "SHARD_COUNT"));
    }

    private Shard shard(RawValue value) {
        Matcher parts = SHARD.matcher(value.text());
        if (!parts.matches()) {
            throw value.refused("must be an index and a count, such as 0/4 for the first of four shards, or /4 where "
                    + INDEX + " is set");
        }
        String index = parts.group(1).isEmpty() ? index(value) : parts.group(1);
        try {
            return new Shard(Integer.parseInt(index), Integer.parseInt(parts.group(2)));
        } catch (IllegalArgumentException e) {
            throw value.refused(
                    "needs a count from 1 to " + Shard.MAX_COUNT + " and an index from 0 to one less, not " + index);
        }
    }

    private String index(RawValue value) {
        String index = reading.raw().variable(INDEX);
        if (index == null || !index.matches("[0-9]{1,5}")) {
            throw value.refused("has no index: write it as 0/4, or set " + INDEX + " to a number, as an Indexed Job of"
                    + " Kubernetes does");
        }
        return index;
    }
}
