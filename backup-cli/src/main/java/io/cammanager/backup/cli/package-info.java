/** The command line. Start here: {@link io.cammanager.backup.cli.Main}. */
@NullMarked
package io.cammanager.backup.cli;

import org.jspecify.annotations.NullMarked;
