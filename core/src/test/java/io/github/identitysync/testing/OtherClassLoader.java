package io.github.identitysync.testing;

import io.github.identitysync.IdentitySync;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/** The library once more in this JVM, as a second application of a server has it. */
public final class OtherClassLoader {

  private OtherClassLoader() {}

  /** Opens a store by another class loader, without the jars whose names begin so. */
  public static void open(Path directory, String without) throws Throwable {
    URL[] jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(entry -> !entry.getFileName().toString().startsWith(without))
            .map(OtherClassLoader::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
      loader
          .loadClass(IdentitySync.class.getName())
          .getMethod("open", Path.class)
          .invoke(null, directory);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
