package io.cammanager.backup.core;

import com.google.common.collect.Sets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one sync does.
 *
 * @param mode whether anything is sent
 * @param verify what is verified after the transfer
 * @param filters which files are meant
 * @param minAge how long a file must have been left alone to count as finished; 0 or more
 * @param transfers files in flight at once, 1 to 256
 * @param partSizeBytes the size of a multipart part, 5 MiB to 5 GiB; raised where 10,000 parts would not do
 * @param uploadCutoffBytes from this size on a file goes up in parts; at most 5 GiB
 * @param attempts attempts a file gets in this run, 1 to 100
 * @param order which recordings go first
 * @param retention recordings that started longer ago are left out; null for none
 * @param delete how much of what is gone here may be removed from the bucket; null when nothing is removed
 * @param allowed what a person who knows has allowed, and a run would stop or refuse otherwise
 */
public record SyncOptions(
        Mode mode,
        VerifyScope verify,
        FilterRules filters,
        Duration minAge,
        int transfers,
        long partSizeBytes,
        long uploadCutoffBytes,
        int attempts,
        Order order,
        @Nullable Duration retention,
        @Nullable DeleteLimit delete,
        Set<Allowance> allowed) {
    private static final long MIB = 1L << 20;

    public static final long MIN_PART_SIZE_BYTES = 5 * MIB;
    public static final long MAX_PART_SIZE_BYTES = 5 * 1024 * MIB;

    /** Whether a run acts. */
    public enum Mode {
        APPLY,
        /** Says what a sync would do; writes nothing anywhere. */
        DRY_RUN
    }

    /** What a sync verifies after it has sent everything. */
    public enum VerifyScope {
        NONE,
        /** A HEAD for what this run sent or adopted, the listing for the rest. */
        CHANGED,
        LIST,
        HEAD,
        DATA
    }

    /** Which recordings go first. */
    public enum Order {
        OLDEST,
        NEWEST
    }

    /** What a run does only when it is told that it may. */
    public enum Allowance {
        /** Goes on with a source in which nothing is left. */
        EMPTY_SOURCE,
        /** Goes on when much of what was confirmed has changed at once. */
        MASS_CHANGE,
        /** Sends what would be a conflict, after a copy of the object in its way. */
        REPLACE_CONFLICTS
    }

    public SyncOptions {
        allowed = Sets.immutableEnumSet(allowed);
        check(!minAge.isNegative(), "minAge", minAge, "0 or more");
        check(transfers >= 1 && transfers <= 256, "transfers", transfers, "1 to 256");
        check(
                partSizeBytes >= MIN_PART_SIZE_BYTES && partSizeBytes <= MAX_PART_SIZE_BYTES,
                "partSizeBytes",
                partSizeBytes,
                "5 MiB to 5 GiB");
        check(
                uploadCutoffBytes >= 0 && uploadCutoffBytes <= MAX_PART_SIZE_BYTES,
                "uploadCutoffBytes",
                uploadCutoffBytes,
                "0 to 5 GiB");
        check(attempts >= 1 && attempts <= 100, "attempts", attempts, "1 to 100");
    }

    private static void check(boolean ok, String name, Object value, String range) {
        if (!ok) {
            throw new IllegalArgumentException(name + " (" + value + ") must be " + range);
        }
    }

    public static SyncOptions defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that begins with these options. */
    public Builder toBuilder() {
        return builder()
                .mode(mode)
                .verify(verify)
                .filters(filters)
                .minAge(minAge)
                .transfers(transfers)
                .partSizeBytes(partSizeBytes)
                .uploadCutoffBytes(uploadCutoffBytes)
                .attempts(attempts)
                .order(order)
                .retention(retention)
                .delete(delete)
                .allow(allowed);
    }

    /** Collects the options; every default is visible here. */
    public static final class Builder {
        private Mode mode = Mode.APPLY;
        private VerifyScope verify = VerifyScope.NONE;
        private FilterRules filters = FilterRules.DEFAULT;
        private Duration minAge = Duration.ofSeconds(60);
        private int transfers = 8;
        private long partSizeBytes = 16 * MIB;
        private long uploadCutoffBytes = 200 * MIB;
        private int attempts = 3;
        private Order order = Order.OLDEST;
        private @Nullable Duration retention;
        private @Nullable DeleteLimit delete;
        private Set<Allowance> allowed = Set.of();

        private Builder() {}

        public Builder mode(Mode value) {
            mode = value;
            return this;
        }

        public Builder verify(VerifyScope value) {
            verify = value;
            return this;
        }

        public Builder filters(FilterRules value) {
            filters = value;
            return this;
        }

        public Builder minAge(Duration value) {
            minAge = value;
            return this;
        }

        public Builder transfers(int value) {
            transfers = value;
            return this;
        }

        public Builder partSizeBytes(long value) {
            partSizeBytes = value;
            return this;
        }

        public Builder uploadCutoffBytes(long value) {
            uploadCutoffBytes = value;
            return this;
        }

        public Builder attempts(int value) {
            attempts = value;
            return this;
        }

        public Builder order(Order value) {
            order = value;
            return this;
        }

        public Builder retention(@Nullable Duration value) {
            retention = value;
            return this;
        }

        public Builder delete(@Nullable DeleteLimit value) {
            delete = value;
            return this;
        }

        public Builder allow(Set<Allowance> value) {
            allowed = value;
            return this;
        }

        public SyncOptions build() {
            return new SyncOptions(
                    mode,
                    verify,
                    filters,
                    minAge,
                    transfers,
                    partSizeBytes,
                    uploadCutoffBytes,
                    attempts,
                    order,
                    retention,
                    delete,
                    allowed);
        }
    }
}
