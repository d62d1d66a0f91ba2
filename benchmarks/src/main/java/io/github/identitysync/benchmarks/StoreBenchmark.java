package io.github.identitysync.benchmarks;

import org.openjdk.jmh.annotations.Fork;

/**
 * In what JVM stores are measured: one whose heap does not grow meanwhile. The packages are opened
 * for LMDB's buffers.
 */
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Xms8g",
      "-Xmx8g",
      "-XX:+AlwaysPreTouch",
      "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"
    })
public abstract class StoreBenchmark {}
