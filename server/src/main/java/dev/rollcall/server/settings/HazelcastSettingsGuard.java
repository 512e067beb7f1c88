package dev.rollcall.server.settings;

import java.util.Collection;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Refuses what would set up Hazelcast behind Rollcall's back. Most of it would be taken without a
 * word and not be heeded; the rest would break what Rollcall promises.
 */
public final class HazelcastSettingsGuard {
  private static final String VARIABLE = "HZ_";
  private static final String PROPERTY = "hazelcast.";

  private HazelcastSettingsGuard() {}

  /**
   * Looks for such settings.
   *
   * @param variables names of all environment variables
   * @param properties of the JVM
   */
  public static void refuse(Collection<String> variables, Properties properties)
      throws StartRefusedException {
    refuseAny(variables, name -> name.startsWith(VARIABLE), "variable");
    refuseAny(
        properties.stringPropertyNames(), name -> name.startsWith(PROPERTY), "system property");
  }

  private static void refuseAny(Collection<String> names, Predicate<String> isRefused, String kind)
      throws StartRefusedException {
    for (String name : new TreeSet<>(names)) {
      if (isRefused.test(name)) {
        throw new StartRefusedException(
            "%s: this %s would set up Hazelcast, which Rollcall does itself; allowed: none that"
                    .formatted(name, kind)
                + " begins with %s or %s".formatted(VARIABLE, PROPERTY));
      }
    }
  }
}
