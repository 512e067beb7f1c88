package dev.rollcall.health.probe;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ClientSSLOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Opens connections of one version of HTTP, a new one for each probe: what is to be known is also
 * whether the instance takes one.
 */
final class Connections {
  private static final int MAX_LINE = 4096;
  private static final int MAX_HEADERS = 8192;

  private final HttpClientAgent client;
  private final List<String> protocols;

  private Connections(HttpClientAgent client, String protocol) {
    this.client = client;
    this.protocols = List.of(protocol);
  }

  static Connections http1(Vertx vertx) {
    HttpClientOptions options = options().setProtocolVersion(HttpVersion.HTTP_1_1);
    return new Connections(vertx.createHttpClient(options), "http/1.1");
  }

  /** HTTP/2 from the first octet, as gRPC speaks it (RFC 9113 section 3.3). */
  static Connections http2(Vertx vertx) {
    HttpClientOptions options =
        options()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            .setInitialSettings(
                new Http2Settings().setPushEnabled(false).setMaxHeaderListSize(MAX_HEADERS));
    return new Connections(vertx.createHttpClient(options), "h2");
  }

  private static HttpClientOptions options() {
    return new HttpClientOptions()
        .setKeepAlive(false)
        .setDecompressionSupported(false)
        .setMaxInitialLineLength(MAX_LINE)
        .setMaxHeaderSize(MAX_HEADERS);
  }

  Future<HttpClientConnection> open(Target target, boolean isSecure, Duration timeout) {
    var place =
        new HttpConnectOptions()
            .setServer(target.socket())
            .setHost(target.address().toString())
            .setPort(target.port())
            .setConnectTimeout(timeout.toMillis())
            .setSsl(isSecure);
    if (isSecure) {
      place.setSslOptions(unverified(timeout));
    }
    return client.connect(place);
  }

  /**
   * Closes what was opened, also what is not handed over yet: over HTTP/2 that waits for the peer's
   * settings, however long they take.
   */
  void close() {
    client.close();
  }

  /**
   * Whoever is at the address will do: certificates are made for names, not for the addresses that
   * instances are probed at, and a probe sends nothing that is worth keeping from others.
   */
  private ClientSSLOptions unverified(Duration timeout) {
    return new ClientSSLOptions()
        .setUseAlpn(true)
        .setApplicationLayerProtocols(protocols)
        .setTrustAll(true)
        .setHostnameVerificationAlgorithm("")
        .setSslHandshakeTimeout(timeout.toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
  }
}
