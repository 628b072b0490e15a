/** The program as its users have it: a process of its own, against a server. */
@NullMarked
package io.cammanager.backup.cli.endtoend;

import org.jspecify.annotations.NullMarked;
