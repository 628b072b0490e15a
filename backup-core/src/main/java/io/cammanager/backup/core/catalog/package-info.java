/**
 * What this machine remembers: which recordings were confirmed and by which proof, and which are waiting; and which runs there
 * were. A cache that can
 * be rebuilt; it never makes anyone believe that something is saved that is not.
 */
@NullMarked
package io.cammanager.backup.core.catalog;

import org.jspecify.annotations.NullMarked;
