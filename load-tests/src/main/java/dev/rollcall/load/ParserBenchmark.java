package dev.rollcall.load;

import dev.rollcall.dns.answer.Query;
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
  private final ByteBuffer plain = Questions.askWithoutEdns(NAME, Type.SRV);
  private final ByteBuffer withEdns = Questions.ask(NAME, Type.SRV);
  private final ByteBuffer withCookie =
      Questions.ask(NAME, Type.SRV, new CookieOption(new byte[Long.BYTES]));
  private final ByteBuffer cut = withEdns.slice(0, withEdns.remaining() - 1);

  @Benchmark
  public Query.Reading plain() {
    return query.read(plain);
  }

  @Benchmark
  public Query.Reading withEdns() {
    return query.read(withEdns);
  }

  @Benchmark
  public Query.Reading withCookie() {
    return query.read(withCookie);
  }

  /** What is no query costs no more than one. */
  @Benchmark
  public Query.Reading malformed() {
    return query.read(cut);
  }
}
