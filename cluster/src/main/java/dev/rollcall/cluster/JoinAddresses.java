package dev.rollcall.cluster;

import dev.rollcall.cluster.company.JoinRefusedException;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Turns the members that were named into addresses. A name may have several: all of them are looked
 * at.
 *
 * @param most how often a name is asked for, 1 or more
 * @param pause between two tries
 */
record JoinAddresses(Names names, int most, Duration pause) {
  /** Longer than the JVM remembers that there is no such name, which is 10 s. */
  static final JoinAddresses DEFAULT =
      new JoinAddresses(InetAddress::getAllByName, 7, Duration.ofSeconds(2));

  /** Where names are looked up. */
  @FunctionalInterface
  interface Names {
    InetAddress[] addressesOf(String host) throws UnknownHostException;
  }

  /**
   * The same members by address. Blocks while a name is unknown.
   *
   * @param self members listen at one address each, and all of the same kind
   */
  List<MemberAddress> resolve(List<MemberAddress> named, MemberAddress self)
      throws JoinRefusedException {
    Set<MemberAddress> found = new LinkedHashSet<>();
    for (MemberAddress member : named) {
      for (IpAddress address : ofKind(self, addressesOf(member))) {
        found.add(new MemberAddress(address.toString(), member.port()));
      }
    }
    return List.copyOf(found);
  }

  /** A host has often one address of each kind; it would be missed for ever at the other one. */
  private static List<IpAddress> ofKind(MemberAddress self, List<IpAddress> all) {
    boolean isIpv4 = !self.host().contains(":");
    var sameKind = all.stream().filter(address -> address.isIpv4() == isIpv4).toList();
    return sameKind.isEmpty() ? all : sameKind;
  }

  private List<IpAddress> addressesOf(MemberAddress member) throws JoinRefusedException {
    for (int tries = 1; ; tries++) {
      try {
        return Stream.of(names.addressesOf(member.host())).map(IpAddress::new).toList();
      } catch (InvalidValueException e) {
        throw new JoinRefusedException(
            "'%s' is no member: %s".formatted(member, e.getMessage()), e);
      } catch (UnknownHostException e) {
        if (tries >= most) {
          throw new JoinRefusedException(
              "'%s' does not resolve; allowed: addresses, and names that have some"
                  .formatted(member),
              e);
        }
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }
}
