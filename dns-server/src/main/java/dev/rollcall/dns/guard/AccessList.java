package dev.rollcall.dns.guard;

import dev.rollcall.registry.instance.IpNetwork;
import java.util.List;

/** Who may ask. Immutable; leaves no garbage. */
public final class AccessList {
  /** Lets anybody ask. */
  public static final AccessList EVERYBODY = new AccessList(List.of(), true);

  /** Lets nobody ask. */
  public static final AccessList NOBODY = new AccessList(List.of(), false);

  private final boolean everybody;
  private final boolean[] ipv4;
  private final long[] upper;
  private final long[] upperMask;
  private final long[] lower;
  private final long[] lowerMask;

  private AccessList(List<IpNetwork> networks, boolean everybody) {
    this.everybody = everybody;
    int size = networks.size();
    ipv4 = new boolean[size];
    upper = new long[size];
    upperMask = new long[size];
    lower = new long[size];
    lowerMask = new long[size];
    for (int i = 0; i < size; i++) {
      IpNetwork network = networks.get(i);
      Client first = Client.at(network.first());
      ipv4[i] = network.isIpv4();
      upper[i] = first.upperBits();
      lower[i] = first.lowerBits();
      upperMask[i] = mask(network.prefixLength());
      lowerMask[i] = mask(network.prefixLength() - Long.SIZE);
    }
  }

  /** Lets those in these networks ask; none stands for everybody. */
  public static AccessList of(List<IpNetwork> networks) {
    return networks.isEmpty() ? EVERYBODY : new AccessList(networks, false);
  }

  /** Lets those in these networks ask, and nobody else. */
  public static AccessList only(List<IpNetwork> networks) {
    return new AccessList(networks, false);
  }

  public boolean allows(Client client) {
    if (everybody) {
      return true;
    }
    for (int i = 0; i < ipv4.length; i++) {
      if (ipv4[i] == client.isIpv4()
          && (client.upperBits() & upperMask[i]) == upper[i]
          && (client.lowerBits() & lowerMask[i]) == lower[i]) {
        return true;
      }
    }
    return false;
  }

  /** That many leading bits of 64. */
  private static long mask(int bits) {
    if (bits <= 0) {
      return 0;
    }
    return bits >= Long.SIZE ? -1 : -1L << (Long.SIZE - bits);
  }
}
