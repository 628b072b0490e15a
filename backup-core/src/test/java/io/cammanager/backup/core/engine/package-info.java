@NullMarked
package io.cammanager.backup.core.engine;

import org.jspecify.annotations.NullMarked;
