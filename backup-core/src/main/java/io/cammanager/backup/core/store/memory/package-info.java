/**
 * A store that keeps everything in memory, for tests of whatever talks to a store. Start at
 * {@link io.cammanager.backup.core.store.memory.MemoryStoreProvider}.
 */
@NullMarked
package io.cammanager.backup.core.store.memory;

import org.jspecify.annotations.NullMarked;
