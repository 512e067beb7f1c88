package dev.rollcall.cluster.company;

import dev.rollcall.registry.instance.InvalidValueException;
import java.util.regex.Pattern;

/**
 * A headless service of Kubernetes, whose name has the addresses of its pods.
 *
 * @param name its name in Kubernetes' DNS, such as {@code rollcall.prod.svc.cluster.local}
 * @param port that all members listen at
 */
public record KubernetesService(String name, int port) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final int MAX_PORT = 65_535;

  public KubernetesService {
    if (!NAME.matcher(name).matches() || port < 1 || port > MAX_PORT) {
      throw new InvalidValueException(
          "service", name + ":" + port, "a name in DNS and a port from 1 to 65535");
    }
  }
}
