package dev.rollcall.dns.answer;

import dev.rollcall.dns.guard.Client;
import dev.rollcall.dns.guard.ServerCookies;
import dev.rollcall.dns.guard.Standing;
import dev.rollcall.dns.record.Octets;
import dev.rollcall.dns.tally.Drop;
import dev.rollcall.dns.tally.Rcode;
import dev.rollcall.dns.tally.Tally;
import dev.rollcall.dns.zone.Zones;
import java.nio.ByteBuffer;
import java.util.function.IntSupplier;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;

/**
 * Replies to queries: the duties of the protocol around {@link ZoneAnswers}. Never throws, takes no
 * lock and leaves no garbage. Each transport thread has one of its own.
 */
public final class Responder {
  /** Returned when there is nothing to send. */
  public static final int NO_REPLY = -1;

  /** RFC 1035 section 4.2.1: what a client takes over UDP unless it says otherwise. */
  private static final int PLAIN_UDP_LIMIT = 512;

  /** RFC 1035 section 4.2.2: what the length before a message over TCP can say. */
  private static final int TCP_LIMIT = 65_535;

  /** The longest message of either transport. */
  private static final int MOST_ASKED = 65_535;

  private final Octets asked = new Octets(MOST_ASKED);
  private final Query query = new Query();
  private final Vantage vantage;
  private final OptWriter opt;
  private final AnswerWriter writer;
  private final ZoneAnswers answers;
  private final ChaosAnswers chaos;
  private final ServerCookies cookies;
  private final ReplyPolicy policy;
  private final Tally tally;
  private final boolean overTcp;
  private final IntSupplier idleTenths;
  private int limited;

  private Responder(
      Zones zones, Tally tally, ReplyPolicy policy, boolean overTcp, IntSupplier idleTenths) {
    this.vantage =
        new Vantage(policy.localities(), policy.trustedResolvers(), query.edns().subnet());
    this.opt = new OptWriter(policy.udpPayload(), policy.identity(), vantage);
    this.writer = new AnswerWriter(overTcp ? TCP_LIMIT : policy.udpPayload(), opt, !overTcp);
    this.answers = new ZoneAnswers(zones, vantage);
    this.chaos = new ChaosAnswers(policy.identity());
    this.cookies = new ServerCookies(policy.cookies(), policy.clock());
    this.policy = policy;
    this.tally = tally;
    this.overTcp = overTcp;
    this.idleTenths = idleTenths;
  }

  /** Replies with at most as many octets as the policy says. */
  public static Responder overUdp(Zones zones, Tally tally, ReplyPolicy policy) {
    return new Responder(zones, tally, policy, false, () -> 0);
  }

  /**
   * Replies with as much as TCP takes.
   *
   * @param idleTenths how long a connection may be silent now, in tenths of a second
   */
  public static Responder overTcp(
      Zones zones, Tally tally, ReplyPolicy policy, IntSupplier idleTenths) {
    return new Responder(zones, tally, policy, true, idleTenths);
  }

  /** The most octets of a reply. */
  public int maxReplyLength() {
    return overTcp ? TCP_LIMIT : policy.udpPayload();
  }

  /**
   * Reads the query of {@code client} that lies between position and limit of {@code message}, at
   * most 65,535 octets, and writes the reply from the position of {@code response} on, where there
   * is room for {@link #maxReplyLength}. Neither buffer's position nor limit is changed.
   *
   * @param now a moment of {@link System#nanoTime}
   * @return the octets of the reply, or {@link #NO_REPLY}
   */
  public int respond(Client client, ByteBuffer message, ByteBuffer response, long now) {
    Query.Reading reading = query.read(asked, asked.take(message));
    if (reading == Query.Reading.TOO_SHORT) {
      return drop(Drop.TOO_SHORT);
    }
    if (reading == Query.Reading.RESPONSE) {
      return drop(Drop.RESPONSE);
    }
    vantage.begin(client);
    tally.count(query.type());
    Standing standing = query.edns().judge(cookies, client);
    tally.count(standing);
    boolean exempt = overTcp || standing == Standing.VALID;
    if (!exempt && !policy.rateLimit().allows(client.prefix(), now)) {
      return isSlip() ? slip(standing, response) : drop(Drop.RATE_LIMITED);
    }
    begin(standing);
    Rcode rcode = policy.access().allows(client) ? answer(reading, standing) : deny();
    return finish(rcode, response);
  }

  private void begin(Standing standing) {
    writer.begin(query, asked, limit());
    if (standing != Standing.NONE) {
      opt.give(cookies);
    }
    if (overTcp) {
      opt.keepOpen(idleTenths.getAsInt()); // RFC 7828 section 3.3.2
    }
  }

  private Rcode answer(Query.Reading reading, Standing standing) {
    return switch (reading) {
      case TOO_SHORT, RESPONSE -> throw new AssertionError(reading);
      case NOT_A_QUERY -> Rcode.NOTIMP;
      case MALFORMED -> Rcode.FORMERR;
      case UNKNOWN_EDNS -> Rcode.BADVERS;
      case SIGNED -> Rcode.NOTAUTH;
      // RFC 7873 section 5.4
      case COOKIE_ONLY -> standing == Standing.INVALID ? Rcode.BADCOOKIE : Rcode.NOERROR;
      case WELL_FORMED -> vantage.isMalformed() ? Rcode.FORMERR : answer(query.question());
    };
  }

  private Rcode answer(Question question) {
    return question.recordClass() == DClass.CH
        ? chaos.answer(question, writer)
        : answers.answer(question, writer);
  }

  private Rcode deny() {
    tally.count(Drop.DENIED);
    writer.explain(ExtendedErrorCodeOption.PROHIBITED);
    return Rcode.REFUSED;
  }

  /** Whether this one of those beyond the limit gets a reply all the same. */
  private boolean isSlip() {
    if (policy.slip() == 0) {
      return false;
    }
    limited = (limited + 1) % policy.slip();
    return limited == 0;
  }

  /**
   * A reply no longer than its query, about: who has a cookie comes back with that of the server
   * (RFC 7873 section 5.2.3), others over TCP.
   */
  private int slip(Standing standing, ByteBuffer response) {
    tally.count(Drop.SLIPPED);
    begin(standing);
    if (standing != Standing.NONE) {
      return finish(Rcode.BADCOOKIE, response);
    }
    writer.markTruncated();
    return finish(Rcode.NOERROR, response);
  }

  private int finish(Rcode rcode, ByteBuffer response) {
    tally.count(rcode);
    if (writer.isTruncated()) {
      tally.countTruncated();
    }
    return writer.finish(query, rcode, response);
  }

  private int drop(Drop reason) {
    tally.count(reason);
    return NO_REPLY;
  }

  /** How long the reply may be. */
  private int limit() {
    if (overTcp) {
      return TCP_LIMIT;
    }
    // RFC 6891 section 6.2.3: less than 512 counts as 512.
    return query.edns().isPresent()
        ? Math.clamp(query.edns().payload(), PLAIN_UDP_LIMIT, policy.udpPayload())
        : PLAIN_UDP_LIMIT;
  }
}
