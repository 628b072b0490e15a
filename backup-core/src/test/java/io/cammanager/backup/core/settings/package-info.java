@NullMarked
package io.cammanager.backup.core.settings;

import org.jspecify.annotations.NullMarked;
