@NullMarked
package io.cammanager.backup.core.catalog;

import org.jspecify.annotations.NullMarked;
