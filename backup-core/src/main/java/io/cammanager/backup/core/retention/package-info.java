/** Deletes from the bucket what is too old, in two phases: {@link io.cammanager.backup.core.retention.ExpiryStage}. */
@NullMarked
package io.cammanager.backup.core.retention;

import org.jspecify.annotations.NullMarked;
