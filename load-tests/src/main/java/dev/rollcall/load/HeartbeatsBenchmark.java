package dev.rollcall.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.api.json.HeartbeatsBody;
import dev.rollcall.registry.instance.InstanceKey;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to read one of a thousand heartbeats in one body. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class HeartbeatsBenchmark {
  private static final int INSTANCES = HeartbeatsBody.MAX_INSTANCES;

  private final byte[] ascii = body("service-%d-instance");
  private final byte[] beyondAscii = body("dienst-%d-größe");

  @Benchmark
  @OperationsPerInvocation(INSTANCES)
  public List<InstanceKey> inAscii() {
    return HeartbeatsBody.read(ascii);
  }

  @Benchmark
  @OperationsPerInvocation(INSTANCES)
  public List<InstanceKey> beyondAscii() {
    return HeartbeatsBody.read(beyondAscii);
  }

  private static byte[] body(String id) {
    return IntStream.range(0, INSTANCES)
        .mapToObj(i -> "{\"service\":\"service-" + i / 3 + "\",\"id\":\"" + id.formatted(i) + "\"}")
        .collect(Collectors.joining(",", "{\"instances\":[", "]}"))
        .getBytes(UTF_8);
  }
}
