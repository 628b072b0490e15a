@NullMarked
package io.cammanager.backup.core.concurrent;

import org.jspecify.annotations.NullMarked;
