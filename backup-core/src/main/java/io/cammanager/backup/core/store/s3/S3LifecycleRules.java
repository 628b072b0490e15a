package io.cammanager.backup.core.store.s3;

import com.google.common.base.Strings;
import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.LifecycleRule.Actions;
import io.cammanager.backup.core.store.LifecycleRule.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleExpiration;
import software.amazon.awssdk.services.s3.model.LifecycleRuleAndOperator;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.NoncurrentVersionExpiration;
import software.amazon.awssdk.services.s3.model.Transition;

/** Our life-cycle rules in the words of the SDK, and those of anybody in ours. */
final class S3LifecycleRules {
    private S3LifecycleRules() {}

    static software.amazon.awssdk.services.s3.model.LifecycleRule toSdk(LifecycleRule rule) {
        Actions actions = rule.actions();
        var sdk = software.amazon.awssdk.services.s3.model.LifecycleRule.builder()
                .id(rule.id())
                .filter(filter -> filter.prefix(rule.prefix()))
                .status(rule.state() == State.ENABLED ? ExpirationStatus.ENABLED : ExpirationStatus.DISABLED);
        if (actions.expiryDays() != null) {
            sdk.expiration(expiration -> expiration.days(actions.expiryDays()));
        }
        if (actions.noncurrentDays() != null) {
            sdk.noncurrentVersionExpiration(expiration -> expiration.noncurrentDays(actions.noncurrentDays()));
        }
        if (actions.abortUploadsDays() != null) {
            sdk.abortIncompleteMultipartUpload(abort -> abort.daysAfterInitiation(actions.abortUploadsDays()));
        }
        LifecycleRule.Transition move = actions.transition();
        if (move != null) {
            sdk.transitions(List.of(Transition.builder()
                    .days(move.days())
                    .storageClass(move.storageClass())
                    .build()));
        }
        return sdk.build();
    }

    static LifecycleRule ofSdk(software.amazon.awssdk.services.s3.model.LifecycleRule rule) {
        List<String> beyond = new ArrayList<>();
        String prefix = prefix(rule, beyond);
        Actions actions = new Actions(
                expiryDays(rule.expiration(), beyond),
                noncurrentDays(rule.noncurrentVersionExpiration(), beyond),
                rule.abortIncompleteMultipartUpload() == null
                        ? null
                        : rule.abortIncompleteMultipartUpload().daysAfterInitiation(),
                transition(rule.transitions(), beyond));
        if (!rule.noncurrentVersionTransitions().isEmpty()) {
            beyond.add("older versions move to another class");
        }
        return new LifecycleRule(
                Strings.nullToEmpty(rule.id()),
                prefix,
                rule.status() == ExpirationStatus.ENABLED ? State.ENABLED : State.DISABLED,
                actions,
                String.join(", ", beyond));
    }

    /** Old rules have their prefix outside of the filter, and some servers answer that way to this day. */
    @SuppressWarnings("deprecation")
    private static String prefix(software.amazon.awssdk.services.s3.model.LifecycleRule rule, List<String> beyond) {
        LifecycleRuleFilter filter = rule.filter();
        if (filter == null) {
            return Strings.nullToEmpty(rule.prefix());
        }
        LifecycleRuleAndOperator and = filter.and();
        boolean tags = filter.tag() != null || (and != null && and.hasTags());
        boolean sizes = filter.objectSizeGreaterThan() != null
                || filter.objectSizeLessThan() != null
                || (and != null && (and.objectSizeGreaterThan() != null || and.objectSizeLessThan() != null));
        if (tags) {
            beyond.add("only objects with certain tags");
        }
        if (sizes) {
            beyond.add("only objects of certain sizes");
        }
        return Strings.nullToEmpty(and == null ? filter.prefix() : and.prefix());
    }

    private static @Nullable Integer expiryDays(@Nullable LifecycleExpiration expiration, List<String> beyond) {
        if (expiration == null) {
            return null;
        }
        if (expiration.date() != null) {
            beyond.add("expires on " + expiration.date());
        }
        if (Boolean.TRUE.equals(expiration.expiredObjectDeleteMarker())) {
            beyond.add("delete markers with nothing behind them go");
        }
        return expiration.days();
    }

    private static @Nullable Integer noncurrentDays(
            @Nullable NoncurrentVersionExpiration expiration, List<String> beyond) {
        if (expiration == null) {
            return null;
        }
        if (expiration.newerNoncurrentVersions() != null) {
            beyond.add("the last " + expiration.newerNoncurrentVersions() + " older versions stay");
        }
        return expiration.noncurrentDays();
    }

    private static LifecycleRule.@Nullable Transition transition(List<Transition> moves, List<String> beyond) {
        LifecycleRule.Transition first = null;
        for (Transition move : moves) {
            String storageClass = Strings.nullToEmpty(move.storageClassAsString());
            if (first == null && move.days() != null) {
                first = new LifecycleRule.Transition(move.days(), storageClass);
            } else {
                beyond.add("moves to " + storageClass + (move.date() == null ? "" : " on " + move.date()));
            }
        }
        return first;
    }
}
