/**
 * What the engine needs of an object store. {@link io.cammanager.backup.core.store.ObjectStore} is the whole of it; one
 * implementation speaks S3, one keeps everything in memory, and layers wrap either.
 */
@NullMarked
package io.cammanager.backup.core.store;

import org.jspecify.annotations.NullMarked;
