@NullMarked
package io.cammanager.backup.core.store;

import org.jspecify.annotations.NullMarked;
