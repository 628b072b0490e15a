/** How it all stands: looked at once, judged, and told to people or to programs. Start at {@code Health}. */
@NullMarked
package io.cammanager.backup.cli.health;

import org.jspecify.annotations.NullMarked;
