/** Copies a bucket to another one, object by object and proven: {@link io.cammanager.backup.core.mirror.MirrorStage}. */
@NullMarked
package io.cammanager.backup.core.mirror;

import org.jspecify.annotations.NullMarked;
