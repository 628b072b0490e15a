/** JSON as the daemon writes and reads it, token by token: no class is looked into by reflection. */
@NullMarked
package io.cammanager.backup.daemon.json;

import org.jspecify.annotations.NullMarked;
