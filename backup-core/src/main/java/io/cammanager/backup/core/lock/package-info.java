/** That one source is saved by one run at a time. */
@NullMarked
package io.cammanager.backup.core.lock;

import org.jspecify.annotations.NullMarked;
