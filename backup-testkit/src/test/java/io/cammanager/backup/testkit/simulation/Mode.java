package io.cammanager.backup.testkit.simulation;

import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import io.cammanager.backup.core.store.Versioning;

/** What kind of store a story is about, and what goes wrong there. */
enum Mode {
    VERSIONED(Versioning.ENABLED, Enforcement.HOLDS, Fault.NONE),
    UNVERSIONED(Versioning.OFF, Enforcement.HOLDS, Fault.NONE),
    VERSIONED_CONDITIONS_IGNORED(Versioning.ENABLED, Enforcement.DOES_NOT_HOLD, Fault.NONE),
    /** There is nothing that could keep two different files of one name apart, so that both uploaders have the same. */
    UNVERSIONED_CONDITIONS_IGNORED(Versioning.OFF, Enforcement.DOES_NOT_HOLD, Fault.NONE),
    VERSIONED_ANSWERS_LOST(Versioning.ENABLED, Enforcement.HOLDS, Fault.ANSWER_LOST),
    UNVERSIONED_ANSWERS_LOST(Versioning.OFF, Enforcement.HOLDS, Fault.ANSWER_LOST),
    LISTING_OMITS(Versioning.ENABLED, Enforcement.DOES_NOT_HOLD, Fault.LISTING_OMITS),
    VERSIONED_DUPLICATES(Versioning.ENABLED, Enforcement.HOLDS, Fault.DELAYED_DUPLICATE),
    UNVERSIONED_DUPLICATES(Versioning.OFF, Enforcement.HOLDS, Fault.DELAYED_DUPLICATE);

    private final Versioning versioning;
    private final Enforcement conditions;
    private final Fault fault;

    Mode(Versioning versioning, Enforcement conditions, Fault fault) {
        this.versioning = versioning;
        this.conditions = conditions;
        this.fault = fault;
    }

    /** What happens to some of the requests. */
    enum Fault {
        NONE,
        /** The store does what it is asked, and the answer is lost. */
        ANSWER_LOST,
        /** A listing does not show all there is. */
        LISTING_OMITS,
        /** The same write arrives a second time, later. */
        DELAYED_DUPLICATE
    }

    Versioning versioning() {
        return versioning;
    }

    boolean honoursConditions() {
        return conditions == Enforcement.HOLDS;
    }

    Fault fault() {
        return fault;
    }

    /** Returns what the probe would have found. */
    StoreTraits traits() {
        return new StoreTraits(
                Checksums.UNCHUNKED,
                Enforcement.HOLDS,
                Enforcement.HOLDS,
                conditions,
                conditions,
                conditions,
                Enforcement.HOLDS);
    }
}
