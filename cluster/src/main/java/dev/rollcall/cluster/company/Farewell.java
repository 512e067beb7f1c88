package dev.rollcall.cluster.company;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.MultiExecutionCallback;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the others that this member leaves in order. Who does not hear of it will miss it. */
public final class Farewell {
  private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

  private Farewell() {}

  /** Blocks until all others know, {@code longest} at most. */
  public static void say(HazelcastInstance member, Duration longest) {
    try {
      if (member.getCluster().getMembers().size() > 1) {
        told(member).completeOnTimeout(false, longest.toMillis(), TimeUnit.MILLISECONDS).join();
      }
    } catch (HazelcastInstanceNotActiveException e) {
      LOG.debug("no member any more", e);
    }
  }

  private static CompletableFuture<Boolean> told(HazelcastInstance member) {
    var word = new Leaving(member.getCluster().getLocalMember().getUuid().toString());
    var told = new CompletableFuture<Boolean>();
    member
        .getExecutorService(Leaving.EXECUTOR)
        .submitToMembers(
            word,
            other -> !other.localMember(),
            new MultiExecutionCallback() {
              @Override
              public void onResponse(Member other, Object answer) {
                // All count, not each.
              }

              @Override
              public void onComplete(Map<Member, Object> answers) {
                told.complete(true);
              }
            });
    return told;
  }
}
