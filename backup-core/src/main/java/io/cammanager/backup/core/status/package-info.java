/** Where a backup stands, by a walk of the source and a reading of the catalog, side by side. */
@NullMarked
package io.cammanager.backup.core.status;

import org.jspecify.annotations.NullMarked;
