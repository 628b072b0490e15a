/**
 * Carries the plan out: hash, send, ask the store whether it has it, remember. A file becomes confirmed here and nowhere
 * else in a sync.
 */
@NullMarked
package io.cammanager.backup.core.transfer;

import org.jspecify.annotations.NullMarked;
