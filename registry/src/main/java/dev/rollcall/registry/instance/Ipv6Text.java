package dev.rollcall.registry.instance;

/** The one canonical text of an IPv6 address, RFC 5952 section 4. */
final class Ipv6Text {
  private static final int GROUPS = 8;

  private Ipv6Text() {}

  static String of(byte[] address) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
    }
    int start = longestZeroRun(groups);
    int end = start + zeroRunFrom(groups, start);
    // RFC 5952 section 4.2.2: a single zero group is not shortened.
    if (end - start < 2) {
      return joined(groups, 0, GROUPS);
    }
    return joined(groups, 0, start) + "::" + joined(groups, end, GROUPS);
  }

  /** RFC 5952 section 4.2.3: the longest run, the first one of equals. */
  private static int longestZeroRun(int[] groups) {
    int longest = 0;
    for (int i = 1; i < GROUPS; i++) {
      if (zeroRunFrom(groups, i) > zeroRunFrom(groups, longest)) {
        longest = i;
      }
    }
    return longest;
  }

  private static int zeroRunFrom(int[] groups, int start) {
    int end = start;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - start;
  }

  private static String joined(int[] groups, int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
