package dev.rollcall.dns.answer;

import dev.rollcall.dns.guard.AccessList;
import dev.rollcall.dns.guard.Client;
import dev.rollcall.dns.locality.LocalityTable;
import dev.rollcall.dns.locality.Place;
import dev.rollcall.dns.record.Octets;

/**
 * From where a question is asked, as far as the answer depends on it: from where the query comes,
 * or where a trusted resolver says that its client is. Reused; owned by one thread.
 */
final class Vantage {
  private final LocalityTable localities;
  private final AccessList trusted;
  private final Place place = new Place();
  private final ClientSubnet subnet;
  private Client client = new Client();
  private boolean heeded;
  private boolean located;

  /**
   * @param trusted who may say for which client they ask
   * @param subnet of the query that is answered
   */
  Vantage(LocalityTable localities, AccessList trusted, ClientSubnet subnet) {
    this.localities = localities;
    this.trusted = trusted;
    this.subnet = subnet;
  }

  /** Begins with a query that was read. */
  void begin(Client sender) {
    client = sender;
    heeded = subnet.isPresent() && trusted.allows(sender);
    located = false;
  }

  /** Whether the query names a client's network and cannot be read: RFC 7871 section 7.2.1. */
  boolean isMalformed() {
    return heeded && !subnet.isWellFormed();
  }

  /** The number of the locality in which the client is. From now on the answer depends on it. */
  int locality() {
    if (!located) {
      locate();
      located = true;
    }
    return place.locality();
  }

  /** Octets of what the reply says of the client's network; 0 when nothing. */
  int optionLength() {
    return heeded && subnet.isWellFormed() ? subnet.length() : 0;
  }

  /** Writes it, with the prefix of all that are answered alike: 0 when all clients are. */
  void writeOption(Octets message, int position) {
    subnet.writeTo(message, position, located ? place.prefixLength() : 0);
  }

  private void locate() {
    if (!heeded) {
      localities.locate(client.isIpv4(), client.upperBits(), client.lowerBits(), place);
      return;
    }
    if (!subnet.isSpecified()) {
      place.forget();
      return;
    }
    localities.locate(subnet.isIpv4(), subnet.upperBits(), subnet.lowerBits(), place);
    if (place.prefixLength() > subnet.prefixLength()) {
      place.leave(); // not all of these clients are there; the prefix says how much is missing
    }
  }
}
