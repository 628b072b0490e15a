/** Removes from the bucket what is gone here: {@link io.cammanager.backup.core.remove.Remover}. */
@NullMarked
package io.cammanager.backup.core.remove;

import org.jspecify.annotations.NullMarked;
