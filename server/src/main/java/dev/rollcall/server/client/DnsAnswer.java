package dev.rollcall.server.client;

import java.util.List;

/**
 * What one node says to a question, without the order of the records, which changes with each.
 *
 * @param member the node, by the address that other members reach it at
 * @param server where it was asked, or empty
 * @param outcome a response code, {@code NODATA} when there is no record, or {@code NONE} when
 *     there is no answer
 * @param records type and data of each record, in order
 * @param trouble why there is no answer, or what the node says of it; empty otherwise
 */
public record DnsAnswer(
    String member, String server, String outcome, List<String> records, String trouble) {
  /** The outcome of a question that was not answered. */
  public static final String NONE = "NONE";

  public DnsAnswer {
    records = List.copyOf(records);
  }

  static DnsAnswer none(DnsMember member, String why) {
    return new DnsAnswer(member.address(), member.dnsText(), NONE, List.of(), why);
  }
}
