package io.cammanager.backup.core.doctor;

import java.util.List;

/** Looks at one thing, and tells what it finds; nothing where there is no such thing. What it throws becomes a finding as well. */
@FunctionalInterface
interface Check {
    List<Finding> look();
}
