package io.cammanager.backup.core.plan;

import io.cammanager.backup.core.Reason;

/** What is to be done with a file, and why. */
public record Decision(Action action, Reason reason) {}
