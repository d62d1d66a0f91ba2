/**
 * Durable storage: MapDB collections on a journaled volume, in one locked directory.
 *
 * <p>Priorities, first to last: what was committed is never lost; what is damaged is never
 * answered; one write and one sync a commit; little code.
 */
@NullMarked
package io.github.identitysync.internal.storage;

import org.jspecify.annotations.NullMarked;
