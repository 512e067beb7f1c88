package dev.rollcall.health.probe;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A certificate for {@code other.example} that nobody has signed, made by the JDK's keytool. */
final class OwnCertificate {
  private static final String PASSWORD = "changeit";

  private OwnCertificate() {}

  static PfxOptions in(Path folder) {
    Path store = folder.resolve("own.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var command =
        new ProcessBuilder(
            keytool.toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "own",
            "-dname",
            "CN=other.example",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    try {
      if (command.inheritIO().start().waitFor() != 0) {
        throw new AssertionError("keytool failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
  }
}
