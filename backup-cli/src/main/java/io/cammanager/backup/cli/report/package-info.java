/** What happens in a run, told to people or to programs. */
@NullMarked
package io.cammanager.backup.cli.report;

import org.jspecify.annotations.NullMarked;
