/**
 * A disjoint-set over dense integer nodes, with the indexes that find a node by its key and an edge
 * by its ends. It knows no identities and does no I/O.
 *
 * <p>Threads: one writer. A reader may run beside it if it only follows nodes and edges that were
 * published to it by a lock or a volatile write, and validates what it read of the forest against
 * the writer's lock.
 */
@NullMarked
package io.github.identitysync.internal.disjointset;

import org.jspecify.annotations.NullMarked;
