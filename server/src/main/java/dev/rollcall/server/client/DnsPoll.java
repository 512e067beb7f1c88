package dev.rollcall.server.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks all nodes of a cluster one question at once: over UDP and, what is cut, over TCP. */
final class DnsPoll {
  /** A datagram may be lost, two of them hardly are. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** RFC 9715 section 3. */
  private static final int UDP_PAYLOAD = 1232;

  private final Record question;
  private final boolean tcp;

  DnsPoll(Record question) {
    this(question, false);
  }

  private DnsPoll(Record question, boolean tcp) {
    this.question = question;
    this.tcp = tcp;
  }

  /** The same over TCP alone, where nothing is left out for being too long. */
  DnsPoll overTcp() {
    return new DnsPoll(question, true);
  }

  /** What each of them says, in the same order. Waits for all. */
  List<DnsAnswer> of(List<DnsMember> members) {
    List<CompletionStage<DnsAnswer>> pending = members.stream().map(this::ask).toList();
    return pending.stream().map(answer -> answer.toCompletableFuture().join()).toList();
  }

  private CompletionStage<DnsAnswer> ask(DnsMember member) {
    return member
        .dns()
        .map(at -> ask(member, at))
        .orElseGet(
            () ->
                CompletableFuture.completedStage(
                    DnsAnswer.none(member, "it does not say where it answers DNS")));
  }

  private CompletionStage<DnsAnswer> ask(DnsMember member, InetSocketAddress at) {
    var resolver = new SimpleResolver(at);
    resolver.setTimeout(PATIENCE);
    resolver.setTCP(tcp);
    resolver.setEDNS(0, UDP_PAYLOAD, 0, List.of());
    return resolver
        .sendAsync(Message.newQuery(question))
        .exceptionallyCompose(e -> resolver.sendAsync(Message.newQuery(question)))
        .thenApply(reply -> answer(member, reply))
        .exceptionally(e -> DnsAnswer.none(member, why(e)));
  }

  private static DnsAnswer answer(DnsMember member, Message reply) {
    List<String> records =
        reply.getSection(Section.ANSWER).stream().map(DnsPoll::text).sorted().toList();
    boolean empty = reply.getRcode() == Rcode.NOERROR && records.isEmpty();
    return new DnsAnswer(
        member.address(),
        member.dnsText(),
        empty ? "NODATA" : Rcode.string(reply.getRcode()),
        records,
        extendedError(reply));
  }

  private static String text(Record answered) {
    return Type.string(answered.getType()) + " " + answered.rdataToString();
  }

  /** RFC 8914: why a node cannot say now. */
  private static String extendedError(Message reply) {
    return Optional.ofNullable(reply.getOPT()).stream()
        .flatMap(opt -> options(opt))
        .flatMap(option -> option instanceof ExtendedErrorCodeOption e ? Stream.of(e) : Stream.of())
        .map(DnsPoll::text)
        .findFirst()
        .orElse("");
  }

  /** The text goes without saying in some answers, the code in none. */
  private static String text(ExtendedErrorCodeOption error) {
    String code = ExtendedErrorCodeOption.text(error.getErrorCode());
    String text = Objects.requireNonNullElse(error.getText(), "");
    return text.isEmpty() ? code : code + ": " + text;
  }

  private static Stream<EDNSOption> options(OPTRecord opt) {
    return opt.getOptions().stream();
  }

  private static String why(Throwable e) {
    Throwable cause =
        e instanceof CompletionException ? Objects.requireNonNullElse(e.getCause(), e) : e;
    return switch (cause) {
      case PortUnreachableException nobody -> "nobody listens there";
      case ConnectException nobody -> "nobody listens there";
      case IOException late when String.valueOf(late.getMessage()).contains("imed out") ->
          "no answer in time";
      default -> String.valueOf(cause.getMessage());
    };
  }
}
