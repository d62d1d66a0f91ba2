/**
 * The values that go in and out of a store, and the errors it reports: identities, sync records,
 * profile updates, field values and profile ids. Every type here is immutable and safe to share
 * between threads.
 */
@NullMarked
package io.github.identitysync.model;

import org.jspecify.annotations.NullMarked;
