package dev.rollcall.api;

import dev.rollcall.registry.instance.InstanceId;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.ServiceName;
import java.util.Optional;

/** The path of a heartbeat, where it is read as it stands. */
final class HeartbeatPath {
  private static final String SERVICES = "/api/v1/services/";
  private static final String INSTANCES = "/instances/";
  private static final String HEARTBEAT = "/heartbeat";

  private HeartbeatPath() {}

  /**
   * Whose heartbeat it is; empty for any other path, for one that has to be decoded or has a query,
   * and for a name that is to be refused.
   */
  static Optional<InstanceKey> read(String uri) {
    if (!uri.startsWith(SERVICES) || !uri.endsWith(HEARTBEAT)) {
      return Optional.empty();
    }
    int from = SERVICES.length();
    int end = endOfSegment(uri, from);
    int id = end + INSTANCES.length();
    int last = uri.length() - HEARTBEAT.length();
    if (!uri.startsWith(INSTANCES, end) || id >= last || endOfSegment(uri, id) != last) {
      return Optional.empty();
    }
    try {
      var service = new ServiceName(uri.substring(from, end));
      return Optional.of(new InstanceKey(service, new InstanceId(uri.substring(id, last))));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  private static int endOfSegment(String uri, int from) {
    int end = from;
    while (end < uri.length() && isPlain(uri.charAt(end))) {
      end++;
    }
    return end;
  }

  /** RFC 3986 section 2.3: unreserved characters mean themselves; so does a colon in a segment. */
  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || "-._~:".indexOf(c) >= 0;
  }
}
