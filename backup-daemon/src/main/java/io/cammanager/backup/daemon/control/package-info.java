/** What the parts of the daemon know of each other: jobs, what happens to them, and where everything stands. */
@NullMarked
package io.cammanager.backup.daemon.control;

import org.jspecify.annotations.NullMarked;
