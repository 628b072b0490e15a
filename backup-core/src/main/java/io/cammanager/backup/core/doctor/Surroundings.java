package io.cammanager.backup.core.doctor;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * What the settings say that the checks cannot see for themselves.
 *
 * @param warnings what is allowed but unwise, a sentence each
 */
public record Surroundings(List<String> warnings, Way way) {
    /** How requests travel. */
    public enum Way {
        TLS,
        /** In the clear, and not off this machine. */
        LOOPBACK,
        IN_THE_CLEAR
    }

    public Surroundings {
        warnings = ImmutableList.copyOf(warnings);
    }
}
