package io.github.identitysync.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.identitysync.IdentitySync;
import io.github.identitysync.model.SyncRecord;
import io.github.identitysync.testing.FaultJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jpountz.util.Native;
import net.jpountz.xxhash.XXHashFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that uses a store unpacks and loads no native code. */
class NativeCodeTest {

  @TempDir private Path temporary;

  /** Uses a store, says whether lz4 has loaded its library, and has it loaded then. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) {
      try (IdentitySync sync = IdentitySync.open(Path.of(arguments[0]))) {
        sync.apply(List.of(SyncRecord.of("folder", "b", "crm", "u")));
        sync.verify();
      }
      System.out.println(Native.isLoaded());
      String[] unpacked = Path.of(System.getProperty("java.io.tmpdir")).toFile().list();
      System.out.println(String.join(" ", unpacked));
      System.out.println(XXHashFactory.nativeInstance());
    }
  }

  @Test
  void noneIsLoadedAndOthersCanHaveIt() throws IOException {
    Path unpacked = Files.createDirectory(temporary.resolve("tmp"));
    try (FaultJvm jvm =
        FaultJvm.start(
            List.of("-Djava.io.tmpdir=" + unpacked),
            Child.class,
            temporary.resolve("store").toString())) {
      assertThat(jvm.line()).contains("false");
      assertThat(jvm.line()).contains("");
      assertThat(jvm.line()).contains("XXHashFactory:JNI");
    }
  }
}
