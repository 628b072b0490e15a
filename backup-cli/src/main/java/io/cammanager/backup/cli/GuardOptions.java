package io.cammanager.backup.cli;

import io.cammanager.backup.core.DeleteLimit;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.SyncOptions.Allowance;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a sync may remove or replace, and which of its guards a person who knows has opened. */
final class GuardOptions {
    @Option(
            names = "--delete",
            description = "Remove from the bucket what was sent from here and is gone here, once all else is confirmed."
                    + " Each object is kept as a version, or as a copy below .cammanager/replaced/.")
    private boolean delete;

    @Option(
            names = "--max-delete",
            paramLabel = "N|P%%",
            converter = LimitConverter.class,
            description = "With --delete: stop before anything is touched when more would be removed, such as 500 or"
                    + " 20%%. Otherwise a tenth of what is confirmed, and at least 100.")
    private @Nullable DeleteLimit maxDelete;

    @Option(
            names = "--replace-conflicts",
            description = "Send what is a conflict otherwise, such as a file that is smaller than the object in its"
                    + " place, after a copy of that.")
    private boolean replaceConflicts;

    @Option(names = "--allow-empty-source", description = "Go on when the source is empty and was not before.")
    private boolean emptySource;

    @Option(
            names = "--allow-mass-change",
            description = "Go on when more than 30 %% of what was confirmed has changed.")
    private boolean massChange;

    void addTo(SyncOptions.Builder options) {
        DeleteLimit limit = maxDelete == null ? DeleteLimit.DEFAULT : maxDelete;
        options.delete(delete ? limit : null).allow(allowances());
    }

    private Set<Allowance> allowances() {
        Set<Allowance> allowed = EnumSet.noneOf(Allowance.class);
        if (replaceConflicts) {
            allowed.add(Allowance.REPLACE_CONFLICTS);
        }
        if (emptySource) {
            allowed.add(Allowance.EMPTY_SOURCE);
        }
        if (massChange) {
            allowed.add(Allowance.MASS_CHANGE);
        }
        return allowed;
    }

    /** Reads the limit. */
    static final class LimitConverter implements ITypeConverter<DeleteLimit> {
        @Override
        public DeleteLimit convert(String value) {
            try {
                return DeleteLimit.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
