package dev.rollcall.server;

import dev.rollcall.registry.Change;
import dev.rollcall.registry.Follower;
import dev.rollcall.registry.Member;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log when members come and go; not who is there at first, which the line on start says.
 * Called on the view thread.
 */
final class MembershipLog implements Follower {
  private static final Logger LOG = LoggerFactory.getLogger(MembershipLog.class);

  private @Nullable String last;

  @Override
  public void changed(List<Change> changes) {
    // Instances come and go too often for the log.
  }

  @Override
  public void membersChanged(List<Member> members) {
    String now = members.stream().map(Member::address).collect(Collectors.joining(", "));
    if (last != null && !now.equals(last)) {
      LOG.info("members now: {}", now);
    }
    last = now;
  }
}
