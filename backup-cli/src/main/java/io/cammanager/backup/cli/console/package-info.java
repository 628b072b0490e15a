/** Lines on stdout and stderr, and the few lines of a terminal that are redrawn between them. */
@NullMarked
package io.cammanager.backup.cli.console;

import org.jspecify.annotations.NullMarked;
