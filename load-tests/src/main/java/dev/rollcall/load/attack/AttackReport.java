package dev.rollcall.load.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Attacks a running node in one way after the other, each for ten seconds, while a bystander asks
 * as ordinary clients do. Prints one row of a table for each. Attackers come from 127.0.9.1, the
 * bystander from 127.0.0.1.
 */
public final class AttackReport {
  private static final Duration LENGTH = Duration.ofSeconds(10);
  private static final InetAddress ATTACKER = InetAddress.ofLiteral("127.0.9.1");

  private AttackReport() {}

  /**
   * Prints the table.
   *
   * @param arguments the port that the node answers DNS at, on 127.0.0.1, and the name of a service
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var node =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(arguments[0]));
    byte[] question = Questions.service(arguments[1]);
    List<Attack> attacks =
        List.of(
            new Nobody(),
            Clinging.byteByByte(node, ATTACKER, 500),
            Clinging.idle(node, ATTACKER, 10_000),
            Clinging.neverReading(node, ATTACKER, 200, question),
            Flood.ofRandomNames(node, ATTACKER),
            Flood.ofMalformedPackets(node, ATTACKER));
    var bystander = new Bystander(node, question);
    bystander.ask(Duration.ofSeconds(3)); // until the node is warm
    System.out.println(
        "| attack | UDP answered | p50 | p99 | longest | TCP answered | p50 | p99 | longest | |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (Attack attack : attacks) {
      System.out.println(row(attack, bystander));
    }
  }

  private static String row(Attack attack, Bystander bystander)
      throws IOException, InterruptedException {
    try (attack) {
      attack.begin();
      Bystander.Findings findings = bystander.ask(LENGTH);
      return "| %s | %s | %s | %s |"
          .formatted(attack.name(), findings.udp(), findings.tcp(), attack.outcome());
    }
  }
}
