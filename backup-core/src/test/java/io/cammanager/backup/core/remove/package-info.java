@NullMarked
package io.cammanager.backup.core.remove;

import org.jspecify.annotations.NullMarked;
