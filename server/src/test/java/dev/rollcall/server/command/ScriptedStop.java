package dev.rollcall.server.command;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A request to stop that comes after some pauses, none of which takes any time. */
final class ScriptedStop implements StopRequest {
  final List<Duration> pauses = new ArrayList<>();
  private final Queue<Runnable> meanwhile = new ArrayDeque<>();
  private String end = "";

  /** What happens in the next pause that has nothing yet; the request comes in the one after. */
  ScriptedStop meanwhile(Runnable happening) {
    meanwhile.add(happening);
    return this;
  }

  /** How a request would end the process now. */
  String end() {
    return end;
  }

  @Override
  public void endsAtOnce() {
    end = "at once";
  }

  @Override
  public void endsInOrder() {
    end = "in order";
  }

  @Override
  public boolean within(Duration atMost) {
    pauses.add(atMost);
    Runnable happening = meanwhile.poll();
    if (happening == null) {
      return true;
    }
    happening.run();
    return false;
  }
}
