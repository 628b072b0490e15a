/**
 * What the environment and the command line ask for, as immutable values that the command line tool and the daemon share.
 * Start here: {@link io.cammanager.backup.core.settings.Settings#read}.
 */
@NullMarked
package io.cammanager.backup.core.settings;

import org.jspecify.annotations.NullMarked;
