/**
 * A proxy between a client and an S3 server that passes every byte on as it is, until a rule says otherwise.
 *
 * <p>Start at {@link io.cammanager.backup.testkit.proxy.FaultProxy}:
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.to(server.endpoint()).start()) {
 *     ArmedRule lost = proxy.add(Match.operation("PutObject"), Occasion.nth(2), Fault.errorAfter(500, "InternalError"));
 *     // point the backup at proxy.endpoint(), run it, and look at lost.fired() and proxy.log()
 * }
 * }</pre>
 */
@NullMarked
package io.cammanager.backup.testkit.proxy;

import org.jspecify.annotations.NullMarked;
