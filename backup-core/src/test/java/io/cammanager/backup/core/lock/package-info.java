@NullMarked
package io.cammanager.backup.core.lock;

import org.jspecify.annotations.NullMarked;
