@NullMarked
package io.cammanager.backup.cli;

import org.jspecify.annotations.NullMarked;
