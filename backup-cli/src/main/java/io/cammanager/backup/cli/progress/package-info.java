/** How far a run is, for someone who watches it. */
@NullMarked
package io.cammanager.backup.cli.progress;

import org.jspecify.annotations.NullMarked;
