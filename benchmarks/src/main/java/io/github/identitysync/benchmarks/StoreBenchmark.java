package io.github.identitysync.benchmarks;

import org.openjdk.jmh.annotations.Fork;

/** In what JVM stores are measured. The packages are opened for LMDB's buffers. */
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Xmx8g",
      "--add-opens=java.base/java.nio=ALL-UNNAMED",
      "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"
    })
public abstract class StoreBenchmark {}
