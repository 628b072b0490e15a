/** Rows of the failure matrix that are shown with the program in processes of its own. */
@NullMarked
package io.cammanager.backup.cli.failures;

import org.jspecify.annotations.NullMarked;
