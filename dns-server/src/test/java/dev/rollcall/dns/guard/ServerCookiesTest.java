package dev.rollcall.dns.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.rollcall.registry.agreed.CookieKey;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cookies as RFC 9018 wants them; the values of the first tests are those of its appendix A. */
class ServerCookiesTest {
  private static final String SECRET = "e5e973e5a6b2a43f48e7dc849e37bfcf";
  private static final String CLIENT = "198.51.100.100";
  private static final String FIRST = "2464c4abcf10c957010000005cf79f111f8130c3eee29480";
  private static final long MADE = 1_559_731_985;

  private final CookieSecrets secrets = CookieSecrets.of(List.of(secret(SECRET)));
  private Instant now = Instant.ofEpochSecond(MADE);
  private final ServerCookies cookies = new ServerCookies(secrets, () -> now);

  @Test
  void aClientLearnsACookie() {
    assertEquals(Standing.CLIENT_ONLY, judge(CLIENT, "2464c4abcf10c957"));
    assertEquals(FIRST, given());
  }

  @Test
  void aCookieOfFortyMinutesIsRenewed() {
    now = now.plusSeconds(2400);
    assertEquals(Standing.VALID, judge(CLIENT, FIRST));
    assertEquals("2464c4abcf10c957010000005cf7a871d4a564a1442aca77", given());
  }

  @Test
  void reservedOctetsCountAsTheyCame() {
    String came = "fc93fc62807ddb8601abcdef5cf78f71a314227b6679ebf5";
    now = Instant.ofEpochSecond(1_559_727_985);
    assertEquals(Standing.VALID, judge("203.0.113.203", came));
    now = Instant.ofEpochSecond(1_559_734_700);
    assertEquals(Standing.INVALID, judge("203.0.113.203", came)); // after almost two hours
    assertEquals("fc93fc62807ddb86010000005cf7a9acf73a7810aca2381e", given());
  }

  @Test
  void aCookieOfThePreviousSecretIsAcceptedAndReplaced() {
    secrets.replace(
        List.of(
            secret("445536bcd2513298075a5d379663c962"),
            secret("dd3bdf9344b678b185a6f5cb60fca715")));
    now = Instant.ofEpochSecond(1_559_741_961);
    String client = "2001:db8:220:1:59de:d0f4:8769:82b8";
    assertEquals(Standing.VALID, judge(client, "22681ab97d52c298010000005cf7c57926556bd0934c72f8"));
    assertEquals("22681ab97d52c298010000005cf7c609a6bb79d16625507a", given());
  }

  /** RFC 9018 section 4.3. */
  @ParameterizedTest(name = "{0} s after it was made")
  @CsvSource({
    "-301, INVALID, false",
    "-300, VALID, true",
    "0, VALID, true",
    "1800, VALID, true",
    "1801, VALID, false",
    "3600, VALID, false",
    "3601, INVALID, false"
  })
  void aCookieHasItsTime(long age, Standing expected, boolean same) {
    now = Instant.ofEpochSecond(MADE + age);
    assertEquals(expected, judge(CLIENT, FIRST));
    assertEquals(same, given().equals(FIRST));
    assertEquals(Standing.VALID, judge(CLIENT, given()));
  }

  @Test
  void timeMayWrapRound() {
    now = Instant.ofEpochSecond(0xffff_fff0L);
    judge(CLIENT, "2464c4abcf10c957");
    String before = given();
    now = now.plusSeconds(60);
    assertEquals(Standing.VALID, judge(CLIENT, before));
  }

  @Test
  void aCookieIsGoodAtOneAddressOnly() {
    assertEquals(Standing.INVALID, judge("198.51.100.101", FIRST));
    assertNotEquals(FIRST, given());
    assertEquals(Standing.VALID, judge("198.51.100.101", given()));
  }

  @Test
  void anotherVersionIsNotOurs() {
    assertEquals(Standing.INVALID, judge(CLIENT, FIRST.replace("c95701", "c95702")));
  }

  @Test
  void aSecretMakesCookiesFromItsMomentOnAndIsAcceptedBefore() {
    CookieKey other = secret("445536bcd2513298075a5d379663c962");
    var next = new CookieKey(other.high(), other.low(), Instant.ofEpochSecond(MADE + 100));
    secrets.replace(List.of(next, secret(SECRET)));
    judge(CLIENT, "2464c4abcf10c957");
    assertEquals(FIRST, given());
    now = now.plusSeconds(100);
    assertEquals(Standing.VALID, judge(CLIENT, FIRST));
    String renewed = given();
    assertNotEquals(FIRST, renewed);
    now = now.minusSeconds(1); // at a node whose clock is late
    assertEquals(Standing.VALID, judge(CLIENT, renewed));
  }

  @Test
  void withoutSecretsThereAreNoCookies() {
    secrets.replace(List.of());
    assertEquals(Standing.NONE, judge(CLIENT, FIRST));
    assertEquals(Standing.NONE, judge(CLIENT, "2464c4abcf10c957"));
  }

  private Standing judge(String address, String cookie) {
    ByteBuffer octets = ByteBuffer.wrap(HexFormat.of().parseHex(cookie));
    Client client = Client.at(InetAddress.ofLiteral(address));
    long own = octets.getLong();
    return octets.hasRemaining()
        ? cookies.judge(client, own, octets.getLong(), octets.getLong())
        : cookies.judge(client, own);
  }

  private String given() {
    return "%016x%016x%016x".formatted(cookies.clientCookie(), cookies.head(), cookies.hash());
  }

  private static CookieKey secret(String digits) {
    return CookieKey.of(HexFormat.of().parseHex(digits), Instant.EPOCH);
  }
}
