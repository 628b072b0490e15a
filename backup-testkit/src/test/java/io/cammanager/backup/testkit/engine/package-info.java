/** The whole engine, against a server and a real file system. */
@NullMarked
package io.cammanager.backup.testkit.engine;

import org.jspecify.annotations.NullMarked;
