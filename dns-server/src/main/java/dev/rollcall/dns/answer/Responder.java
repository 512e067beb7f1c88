package dev.rollcall.dns.answer;

import dev.rollcall.dns.zone.Zones;
import java.nio.ByteBuffer;

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

  private final Query query = new Query();
  private final AnswerWriter writer;
  private final ZoneAnswers answers;
  private final Tally tally;
  private final int udpPayload;
  private final boolean overTcp;

  private Responder(Zones zones, Tally tally, int udpPayload, boolean overTcp) {
    this.answers = new ZoneAnswers(zones);
    this.writer = new AnswerWriter(new OptWriter(udpPayload), !overTcp);
    this.tally = tally;
    this.udpPayload = udpPayload;
    this.overTcp = overTcp;
  }

  /** Replies with at most {@code udpPayload} octets, 512 or more. */
  public static Responder overUdp(Zones zones, Tally tally, int udpPayload) {
    return new Responder(zones, tally, udpPayload, false);
  }

  /** Replies with as much as TCP takes. */
  public static Responder overTcp(Zones zones, Tally tally, int udpPayload) {
    return new Responder(zones, tally, udpPayload, true);
  }

  /** The most octets of a reply. */
  public int maxReplyLength() {
    return overTcp ? TCP_LIMIT : udpPayload;
  }

  /**
   * Reads the query of {@code client} that lies between position and limit of {@code message}, and
   * writes the reply from the position of {@code response} on, where there is room for {@link
   * #maxReplyLength}. Neither buffer's position nor limit is changed.
   *
   * @return the octets of the reply, or {@link #NO_REPLY}
   */
  public int respond(Client client, ByteBuffer message, ByteBuffer response) {
    return switch (query.read(message)) {
      case TOO_SHORT -> drop(Drop.TOO_SHORT);
      case RESPONSE -> drop(Drop.RESPONSE);
      case NOT_A_QUERY -> refuse(message, response, Rcode.NOTIMP);
      case MALFORMED -> refuse(message, response, Rcode.FORMERR);
      case UNKNOWN_EDNS -> refuse(message, response, Rcode.BADVERS);
      case WELL_FORMED -> answer(message, response);
    };
  }

  private int answer(ByteBuffer message, ByteBuffer response) {
    writer.begin(query, message, response, limit());
    return finish(answers.answer(query.question(), writer));
  }

  private int refuse(ByteBuffer message, ByteBuffer response, Rcode rcode) {
    writer.begin(query, message, response, limit());
    return finish(rcode);
  }

  private int finish(Rcode rcode) {
    tally.count(rcode);
    if (writer.isTruncated()) {
      tally.countTruncated();
    }
    return writer.finish(query, rcode);
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
        ? Math.clamp(query.edns().payload(), PLAIN_UDP_LIMIT, udpPayload)
        : PLAIN_UDP_LIMIT;
  }
}
