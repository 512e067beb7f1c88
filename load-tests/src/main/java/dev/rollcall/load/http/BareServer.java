package dev.rollcall.load.http;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Vert.x with nothing behind it: every request is answered with 204 at once. */
public final class BareServer {
  private static final int NO_CONTENT = 204;

  private BareServer() {}

  /**
   * Serves until it is killed.
   *
   * @param arguments the port at the loopback address
   */
  public static void main(String[] arguments) throws TimeoutException {
    Vertx.vertx()
        .createHttpServer()
        .requestHandler(request -> request.response().setStatusCode(NO_CONTENT).end())
        .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
        .await(20, TimeUnit.SECONDS);
  }
}
