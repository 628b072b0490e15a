/** Breaks the engine on purpose, one line at a time, and shows that the rows of the failure matrix see it. */
@NullMarked
package io.cammanager.backup.cli.mutation;

import org.jspecify.annotations.NullMarked;
