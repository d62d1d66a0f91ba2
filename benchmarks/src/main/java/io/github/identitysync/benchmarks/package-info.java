/** Benchmarks of the identity store; see docs/CONTRIBUTING.md for how to run them. */
@NullMarked
package io.github.identitysync.benchmarks;

import org.jspecify.annotations.NullMarked;
