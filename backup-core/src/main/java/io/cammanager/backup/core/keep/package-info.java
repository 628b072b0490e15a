/**
 * That an object is kept before another one takes its place or it is removed: {@link io.cammanager.backup.core.keep.Keeping}
 * says how a bucket can keep it, and keeps it.
 */
@NullMarked
package io.cammanager.backup.core.keep;

import org.jspecify.annotations.NullMarked;
