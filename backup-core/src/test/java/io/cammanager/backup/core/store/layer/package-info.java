@NullMarked
package io.cammanager.backup.core.store.layer;

import org.jspecify.annotations.NullMarked;
