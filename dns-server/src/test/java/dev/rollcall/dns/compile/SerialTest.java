package dev.rollcall.dns.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.dns.Instances;
import dev.rollcall.registry.Change;
import dev.rollcall.registry.ManualTime;
import dev.rollcall.registry.Member;
import dev.rollcall.registry.agreed.Agreed;
import dev.rollcall.registry.agreed.Agreement;
import dev.rollcall.registry.agreed.Contribution;
import dev.rollcall.registry.instance.InstanceKey;
import dev.rollcall.registry.instance.IpAddress;
import dev.rollcall.registry.live.LiveView;
import dev.rollcall.registry.state.Entry;
import dev.rollcall.registry.state.HybridTime;
import dev.rollcall.registry.state.InstanceVersion;
import dev.rollcall.registry.state.Registered;
import dev.rollcall.registry.state.RemovalReason;
import dev.rollcall.registry.state.Tombstone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One node's serial, whose contributions the test lets the nodes agree on or not. */
class SerialTest implements Agreement {
  private static final InstanceKey KEY = InstanceKey.of("web", "a");

  private final ManualTime time = new ManualTime();
  private final long start = time.instant().getEpochSecond();
  private final LiveView view = new LiveView();
  private final Serial serial = new Serial(this, time);
  private final List<Long> contributed = new ArrayList<>();
  private final List<Long> raised = new ArrayList<>();
  private final List<Consumer<Agreed>> followers = new ArrayList<>();
  private Agreed agreed = Agreed.NOTHING;

  @Override
  public Agreed current() {
    return agreed;
  }

  @Override
  public CompletionStage<Contribution> contribute(Agreed part) {
    contributed.add(part.serial());
    return CompletableFuture.completedStage(new Contribution.Refused("the test agrees later"));
  }

  @Override
  public void follow(Consumer<Agreed> follower) {
    followers.add(follower);
  }

  @BeforeEach
  void follow() {
    serial.follow(view);
    serial.whenRaised(() -> raised.add(serial.current()));
  }

  @AfterEach
  void close() {
    view.close();
  }

  @Test
  void aFirstNodeBeginsAtItsClockAndHasItAgreed() {
    serial.loaded();
    assertEquals(start, serial.current());
    assertEquals(List.of(start), contributed);
  }

  @Test
  void aFirstNodeWithAnOldCatalogueDoesNotBeginAtItsNewestChange() {
    change(null, registered(start - 1000));
    serial.loaded();
    assertEquals(start, serial.current());
  }

  @Test
  void aNodeThatJoinsShowsWhatIsAgreedOrTheNewestChange() {
    agree(start - 50);
    change(null, registered(start - 60));
    serial.loaded();
    assertEquals(start - 50, serial.current());
    change(null, registered(start - 40));
    assertEquals(start - 40, serial.current());
    assertEquals(List.of(), contributed);
  }

  @Test
  void whatIsAgreedIsToldToTheZonesOnceItIsHigher() {
    serial.loaded();
    agree(start);
    agree(start + 1);
    assertEquals(List.of(start + 1), raised);
  }

  @Test
  void contentThatNoServiceHasRaisesItOnceTheCatalogueIsThere() {
    serial.contentChanged();
    assertEquals(List.of(), contributed);
    serial.loaded();
    serial.contentChanged();
    serial.contentChanged();
    assertEquals(List.of(start, start + 1, start + 2), contributed);
  }

  @Test
  void membersThatComeAndGoWithinASecondRaiseItEachTime() {
    loadedAsFirst();
    serial.membersChanged(List.of(member("10.0.0.1", true), member("10.0.0.2", false)));
    serial.membersChanged(List.of(member("10.0.0.1", true)));
    assertEquals(List.of(start + 1, start + 2), contributed);
    assertEquals(start, serial.current(), "not shown before it is agreed");
    agree(start + 2);
    assertEquals(start + 2, serial.current());
  }

  @Test
  void membersThatComeLaterRaiseItToTheClock() {
    loadedAsFirst();
    time.advance(Duration.ofSeconds(90));
    serial.membersChanged(List.of(member("10.0.0.1", true), member("10.0.0.2", false)));
    assertEquals(List.of(start + 90), contributed);
  }

  @Test
  void membersThatAreTheSameRaiseNothing() {
    loadedAsFirst();
    serial.membersChanged(List.of(member("10.0.0.1", true)));
    assertEquals(List.of(), contributed);
  }

  @Test
  void onlyWhoWasOrIsTheFirstMemberRaisesIt() {
    loadedAsFirst();
    serial.membersChanged(List.of(member("10.0.0.0", false), member("10.0.0.1", true)));
    assertEquals(1, contributed.size(), "the new first may still be loading");
    serial.membersChanged(
        List.of(member("10.0.0.0", false), member("10.0.0.1", true), member("10.0.0.2", false)));
    assertEquals(1, contributed.size());
    serial.membersChanged(List.of(member("10.0.0.1", true), member("10.0.0.2", false)));
    assertEquals(2, contributed.size());
  }

  @Test
  void aTombstoneThatIsDroppedRaisesItForThoseWhoComeLater() {
    loadedAsFirst();
    long gone = start + 7;
    change(null, tombstone(gone));
    assertEquals(List.of(), contributed);
    change(tombstone(gone), null);
    long dropped = gone + Tombstone.KEPT.toSeconds();
    assertEquals(dropped, serial.current());
    assertEquals(List.of(dropped), contributed);
    agree(dropped);
    change(tombstone(gone - 1), null);
    assertEquals(1, contributed.size(), "that is agreed already");
  }

  @Test
  void anEntryThatGivesWayToAnEarlierOneIsNotForgotten() {
    loadedAsFirst();
    change(registered(start + 9), registered(start + 5));
    assertEquals(start + 9, serial.current());
    assertEquals(List.of(start + 9), contributed);
  }

  @Test
  void whatWasRefusedIsAskedForAgainUntilItIsAgreed() {
    serial.loaded();
    serial.settle();
    assertEquals(List.of(start, start), contributed);
    agree(start);
    serial.settle();
    assertEquals(2, contributed.size());
  }

  private void loadedAsFirst() {
    agree(start);
    serial.membersChanged(List.of(member("10.0.0.1", true)));
    serial.loaded();
  }

  private void agree(long value) {
    agreed = agreed.merge(Agreed.serial(value));
    followers.forEach(follower -> follower.accept(agreed));
  }

  private void change(@Nullable Entry before, @Nullable Entry after) {
    serial.changed(List.of(new Change(KEY, before, after)));
  }

  private static Registered registered(long second) {
    var when = HybridTime.at(Instant.ofEpochSecond(second));
    return new Registered(
        Instances.of("web", "a", "10.0.0.1"), InstanceVersion.first(when), when, when);
  }

  private static Tombstone tombstone(long second) {
    var when = HybridTime.at(Instant.ofEpochSecond(second));
    return new Tombstone(KEY, InstanceVersion.first(when), RemovalReason.EXPIRED, when);
  }

  private static Member member(String address, boolean local) {
    return new Member(address, address + ":1", List.of(IpAddress.parse(address)), local, 0);
  }
}
