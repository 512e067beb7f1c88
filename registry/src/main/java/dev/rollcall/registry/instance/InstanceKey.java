package dev.rollcall.registry.instance;

/** The identity of an instance: which one of which service. */
public record InstanceKey(ServiceName service, InstanceId id) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  public static InstanceKey of(String service, String id) {
    return new InstanceKey(new ServiceName(service), new InstanceId(id));
  }

  /**
   * A 64-bit hash (FNV-1a over the characters, then a finalizer that spreads it), the same on every
   * node: renewals travel as these.
   */
  public long hash64() {
    long hash = fnv1a(fnv1a(FNV_OFFSET, service.text()) * FNV_PRIME, id.text());
    hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
    hash = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
    return hash ^ hash >>> 32;
  }

  /** The same, its service's name in memory once for all instances that are kept. */
  InstanceKey withSharedService() {
    return new InstanceKey(service.shared(), id);
  }

  @Override
  public String toString() {
    return service + "/" + id;
  }

  private static long fnv1a(long hash, String text) {
    long mixed = hash;
    for (int i = 0; i < text.length(); i++) {
      mixed = (mixed ^ text.charAt(i)) * FNV_PRIME;
    }
    return mixed;
  }
}
