package io.cammanager.backup.cli;

import io.cammanager.backup.cli.report.JsonLine;

/** A command that programs may read: JSON lines when it is asked for them, the last of which is the summary. */
interface JsonCommand {
    boolean json();

    /** Returns the summary of a run that never began, to which the exit code is still to be added. */
    JsonLine emptySummary();
}
