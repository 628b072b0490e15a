package io.cammanager.backup.core.doctor;

import java.util.List;

/** Looks at one thing, and tells at least one finding. What it throws becomes a finding as well. */
@FunctionalInterface
interface Check {
    List<Finding> look();
}
