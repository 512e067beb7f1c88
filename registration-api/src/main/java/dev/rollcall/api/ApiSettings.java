package dev.rollcall.api;

import dev.rollcall.api.json.ServedZone;
import dev.rollcall.registry.instance.InvalidValueException;
import java.time.Duration;

/**
 * Where the HTTP side listens and what it puts up with.
 *
 * @param host the address or host name to bind to
 * @param port 0 to 65535; 0 takes a free one
 * @param zone under which instances are found; no external host may lie in it
 * @param bodyLimit most octets of a request body, but that of an import
 * @param importLimit most octets of an import, of which one at a time is held in memory
 * @param maxWatchers most who wait for changes at one time
 * @param idleTimeout how long a connection may stay open without finishing a request; 100 ms or
 *     more
 */
public record ApiSettings(
    String host,
    int port,
    ServedZone zone,
    int bodyLimit,
    int importLimit,
    int maxWatchers,
    Duration idleTimeout) {
  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 8054;
  public static final ServedZone DEFAULT_ZONE = new ServedZone("service.internal");
  public static final int DEFAULT_BODY_LIMIT = 64 * 1024;

  /** Fits 100,000 instances of 670 octets each. */
  public static final int DEFAULT_IMPORT_LIMIT = 64 * 1024 * 1024;

  public static final int DEFAULT_MAX_WATCHERS = 10_000;
  public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(75);

  private static final int MAX_PORT = 65_535;
  private static final int MAX_MAX_WATCHERS = 1_000_000;
  private static final Duration MIN_IDLE_TIMEOUT = Duration.ofMillis(100);

  public ApiSettings {
    if (host.isBlank()) {
      throw new InvalidValueException("host", host, "an address or a host name");
    }
    if (port < 0 || port > MAX_PORT) {
      throw new InvalidValueException("port", port, "0 to 65535");
    }
    if (bodyLimit < 1) {
      throw new InvalidValueException("bodyLimit", bodyLimit, "1 or more octets");
    }
    if (importLimit < 1) {
      throw new InvalidValueException("importLimit", importLimit, "1 or more octets");
    }
    if (maxWatchers < 0 || maxWatchers > MAX_MAX_WATCHERS) {
      throw new InvalidValueException("maxWatchers", maxWatchers, "0 to " + MAX_MAX_WATCHERS);
    }
    if (idleTimeout.compareTo(MIN_IDLE_TIMEOUT) < 0) {
      throw new InvalidValueException("idleTimeout", idleTimeout, "100 ms or more");
    }
  }

  /**
   * Loopback, port 8054, zone service.internal, bodies of up to 64 KiB, imports of up to 64 MiB,
   * 10,000 watchers, 75 s.
   */
  public static ApiSettings defaults() {
    return at(DEFAULT_HOST, DEFAULT_PORT);
  }

  /** The defaults at another address. */
  public static ApiSettings at(String host, int port) {
    return new ApiSettings(
        host,
        port,
        DEFAULT_ZONE,
        DEFAULT_BODY_LIMIT,
        DEFAULT_IMPORT_LIMIT,
        DEFAULT_MAX_WATCHERS,
        DEFAULT_IDLE_TIMEOUT);
  }

  public ApiSettings withZone(String name) {
    return new ApiSettings(
        host, port, new ServedZone(name), bodyLimit, importLimit, maxWatchers, idleTimeout);
  }

  public ApiSettings withIdleTimeout(Duration value) {
    return new ApiSettings(host, port, zone, bodyLimit, importLimit, maxWatchers, value);
  }

  public ApiSettings withImportLimit(int octets) {
    return new ApiSettings(host, port, zone, bodyLimit, octets, maxWatchers, idleTimeout);
  }

  public ApiSettings withMaxWatchers(int most) {
    return new ApiSettings(host, port, zone, bodyLimit, importLimit, most, idleTimeout);
  }
}
