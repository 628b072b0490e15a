@NullMarked
package io.cammanager.backup.cli.console;

import org.jspecify.annotations.NullMarked;
