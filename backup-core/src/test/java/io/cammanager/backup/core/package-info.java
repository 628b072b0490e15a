@NullMarked
package io.cammanager.backup.core;

import org.jspecify.annotations.NullMarked;
