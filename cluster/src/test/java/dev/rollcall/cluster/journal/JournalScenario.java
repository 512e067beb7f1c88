package dev.rollcall.cluster.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.cluster.journal.FileName.Kind;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.instance.Endpoint;
import dev.rollcall.registry.instance.Instance;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.Port;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.standing.JournalState.Durability;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** A view, its journal, and a disk that can be full, stand still, and lose its power. */
abstract class JournalScenario {
  static final Duration LONGEST = Duration.ofSeconds(20);

  final ManualTime time = new ManualTime();
  final MemoryDisk disk = new MemoryDisk();
  final LiveView view = new LiveView();
  final List<Journal> journals = new ArrayList<>();

  @AfterEach
  void close() {
    view.close();
    journals.forEach(Journal::close);
  }

  Journal begin(Durability durability) throws IOException {
    Journal journal = Journal.open(settings(durability), time, disk);
    journals.add(journal);
    view.follow(journal);
    now(view.markLoaded());
    journal.begin(new Contents(view::entries, view::settingsEntries, () -> Agreed.NOTHING));
    return journal;
  }

  /** What a node knows of that is given those instances alone. */
  static Contents of(Supplier<Collection<Entry>> entries) {
    return new Contents(entries, List::of, () -> Agreed.NOTHING);
  }

  void show(Entry entry) {
    now(view.apply(entry));
  }

  long generation() {
    return disk.files().stream()
        .filter(file -> file.kind() == Kind.SNAPSHOT)
        .mapToLong(FileName::generation)
        .max()
        .orElse(0);
  }

  long bytesOnDisk() {
    return disk.files().stream().mapToLong(file -> disk.content(file).length).sum();
  }

  Optional<Instant> lastSign() {
    try {
      return Recovery.read(disk.afterPowerCut(), header()).recovered().lastSign();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Set<Entry> recovered(MemoryDisk disk) {
    try {
      return Set.copyOf(Recovery.read(disk, header()).recovered().entries());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static FileHeader header() {
    return FileHeader.of("test.internal");
  }

  static JournalSettings settings(Durability durability) {
    return new JournalSettings(Path.of("unused"), "test.internal", durability);
  }

  static Registered entry(int number) {
    var key = InstanceKey.of("service-" + number / 10, "i" + number);
    var at = new HybridTime(number + 1);
    return new Registered(
        Instance.of(key, Endpoint.Addresses.of("10.0.0.1"), Port.tcp(80)),
        InstanceVersion.first(at),
        at,
        at);
  }

  static void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < LONGEST.toNanos(), "not within 20 s");
      Thread.onSpinWait();
    }
  }

  static <T> T now(CompletableFuture<T> stage) {
    return stage.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join();
  }
}
