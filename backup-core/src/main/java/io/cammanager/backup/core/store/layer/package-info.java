/** What wraps a store to give it one more trait: each layer is one class around another store. */
@NullMarked
package io.cammanager.backup.core.store.layer;

import org.jspecify.annotations.NullMarked;
