package io.cammanager.backup.core.engine;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import java.util.List;
import java.util.Optional;

/** What was found out about a store, as the catalog keeps it. */
final class TraitsFact {
    private TraitsFact() {}

    static String name(StoreProvider provider) {
        return "traits of " + provider.endpoint() + " " + provider.bucket();
    }

    static String format(StoreTraits traits) {
        return Joiner.on(' ')
                .join(
                        traits.checksums(),
                        traits.payloadHash(),
                        traits.contentMd5(),
                        traits.conditionalPut(),
                        traits.conditionalReplace(),
                        traits.conditionalDelete(),
                        traits.etagIsMd5());
    }

    /** Returns nothing for what another version has written: then the store is tried anew. */
    static Optional<StoreTraits> parse(String text) {
        List<String> words = Splitter.on(' ').splitToList(text);
        if (words.size() != 7) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StoreTraits(
                    Checksums.valueOf(words.get(0)),
                    Enforcement.valueOf(words.get(1)),
                    Enforcement.valueOf(words.get(2)),
                    Enforcement.valueOf(words.get(3)),
                    Enforcement.valueOf(words.get(4)),
                    Enforcement.valueOf(words.get(5)),
                    Enforcement.valueOf(words.get(6))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
