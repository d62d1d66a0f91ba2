package io.github.identitysync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.identitysync.testing.OtherClassLoader;
import io.github.identitysync.testing.Stores;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A jar that is missing is told as such: it is neither damage nor a failing disk. */
class MissingClassTest {

  @RegisterExtension final Stores stores = new Stores();

  @Test
  void openingNamesTheClassAndGivesTheStoreUp() {
    Path directory = stores.newDirectory();
    IdentitySync sync = stores.open(directory, StoreOptions.defaults());
    sync.close();
    for (String jar :
        List.of("mapdb", "kotlin-stdlib", "lz4-java", "elsa", "eclipse-collections-1", "guava")) {
      for (Path path : List.of(directory, stores.newDirectory())) {
        Throwable thrown = catchThrowable(() -> OtherClassLoader.open(path, jar));
        assertThat(thrown).as(jar).isInstanceOf(LinkageError.class);
        stores.open(path, StoreOptions.defaults()).close();
      }
    }
  }
}
