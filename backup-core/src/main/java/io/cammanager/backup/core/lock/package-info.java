/**
 * That one source is saved by one run at a time, on this machine ({@code LocalLock}) and on all others ({@code LeaseKeeper}).
 */
@NullMarked
package io.cammanager.backup.core.lock;

import org.jspecify.annotations.NullMarked;
