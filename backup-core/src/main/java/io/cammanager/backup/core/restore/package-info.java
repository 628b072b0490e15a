/**
 * Brings recordings back from the bucket to a directory. Start with {@link io.cammanager.backup.core.restore.Restorer}.
 */
@NullMarked
package io.cammanager.backup.core.restore;

import org.jspecify.annotations.NullMarked;
