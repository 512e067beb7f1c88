package dev.rollcall.load;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs benchmarks by their names, all of them when none is named. */
public final class Benchmarks {
  private static final List<Class<?>> ALL =
      List.of(
          ResponderBenchmark.class,
          ParserBenchmark.class,
          TagBenchmark.class,
          CompilerBenchmark.class,
          LiveViewBenchmark.class,
          LeaseBenchmark.class,
          HeartbeatsBenchmark.class,
          HeartbeatBenchmark.class);

  private static final String SMOKE = "--smoke";

  private Benchmarks() {}

  /**
   * Names come first. With {@code --smoke} each runs for a moment, and says nothing of time; what
   * follows are options of JMH.
   */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    var names = new ArrayList<String>();
    var options = new ArrayList<String>();
    boolean smoke = false;
    for (String argument : arguments) {
      if (argument.equals(SMOKE)) {
        smoke = true;
      } else if (options.isEmpty() && !argument.startsWith("-")) {
        names.add(checked(argument));
      } else {
        options.add(argument);
      }
    }
    run(names, smoke, options);
  }

  private static void run(List<String> names, boolean smoke, List<String> options)
      throws RunnerException, CommandLineOptionException {
    ChainedOptionsBuilder builder =
        new OptionsBuilder()
            .parent(new CommandLineOptions(options.toArray(String[]::new)))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
    for (String name : names.isEmpty() ? names() : names) {
      builder.include("\\." + name + "\\.");
    }
    if (smoke) {
      builder
          .forks(1)
          .warmupIterations(0)
          .measurementIterations(1)
          .measurementTime(TimeValue.milliseconds(50))
          .param("others", "0")
          .param("entries", "1000")
          .param("leases", "10000")
          .param("instances", "30");
    }
    new Runner(builder.build()).run();
  }

  private static String checked(String name) {
    if (!names().contains(name)) {
      System.err.println("benchmark: unknown name " + name + ", allowed are " + names());
      System.exit(2);
    }
    return name;
  }

  private static List<String> names() {
    return ALL.stream().map(Class::getSimpleName).toList();
  }
}
