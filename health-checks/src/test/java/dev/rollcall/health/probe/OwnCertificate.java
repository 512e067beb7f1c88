package dev.rollcall.health.probe;

import io.vertx.core.net.PfxOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

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

  /** Server sockets that show such a certificate. */
  static ServerSocketFactory tls(PfxOptions options) throws GeneralSecurityException {
    char[] password = options.getPassword().toCharArray();
    var keys = KeyManagerFactory.getInstance("PKIX");
    try {
      keys.init(KeyStore.getInstance(new File(options.getPath()), password), password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    return tls.getServerSocketFactory();
  }
}
