package dev.rollcall.load;

import dev.rollcall.dns.answer.Query;
import dev.rollcall.dns.record.Octets;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xbill.DNS.CookieOption;
import org.xbill.DNS.Type;

/** What it costs to read a query. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ParserBenchmark {
  private static final String NAME = "orders.prod.service.internal.";

  private final Query query = new Query();
  private final Message plain = Message.of(Questions.askWithoutEdns(NAME, Type.SRV));
  private final Message withEdns = Message.of(Questions.ask(NAME, Type.SRV));
  private final Message withCookie =
      Message.of(Questions.ask(NAME, Type.SRV, new CookieOption(new byte[Long.BYTES])));
  private final Message cut = new Message(withEdns.octets(), withEdns.length() - 1);

  private record Message(Octets octets, int length) {
    static Message of(ByteBuffer query) {
      var octets = new Octets(query.remaining());
      return new Message(octets, octets.take(query));
    }
  }

  @Benchmark
  public Query.Reading plain() {
    return query.read(plain.octets(), plain.length());
  }

  @Benchmark
  public Query.Reading withEdns() {
    return query.read(withEdns.octets(), withEdns.length());
  }

  @Benchmark
  public Query.Reading withCookie() {
    return query.read(withCookie.octets(), withCookie.length());
  }

  /** What is no query costs no more than one. */
  @Benchmark
  public Query.Reading malformed() {
    return query.read(cut.octets(), cut.length());
  }
}
