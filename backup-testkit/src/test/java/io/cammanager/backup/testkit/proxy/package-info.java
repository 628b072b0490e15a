/** The proxy that does harm. */
@NullMarked
package io.cammanager.backup.testkit.proxy;

import org.jspecify.annotations.NullMarked;
