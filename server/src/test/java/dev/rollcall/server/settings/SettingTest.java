package dev.rollcall.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Names and defaults are a promise to users: what is pinned here only changes with a release note.
 */
class SettingTest {
  private static final Path OPERATIONS = Path.of("../docs/operations.md");

  @Test
  void namesAndDefaultsArePinned() {
    assertEquals(
        """
        --config ROLLCALL_CONFIG = ''
        --zone ROLLCALL_ZONE = 'service.internal'
        --zone-files ROLLCALL_ZONE_FILES = ''
        --reverse-zones ROLLCALL_REVERSE_ZONES = ''
        --ttl ROLLCALL_TTL = '5'
        --negative-ttl ROLLCALL_NEGATIVE_TTL = '3'
        --answer-limit ROLLCALL_ANSWER_LIMIT = ''
        --udp-subset ROLLCALL_UDP_SUBSET = ''
        --bind ROLLCALL_BIND = '127.0.0.1'
        --dns-port ROLLCALL_DNS_PORT = '8053'
        --dns-threads ROLLCALL_DNS_THREADS = ''
        --udp-size ROLLCALL_UDP_SIZE = '1232'
        --http-port ROLLCALL_HTTP_PORT = '8054'
        --max-watchers ROLLCALL_MAX_WATCHERS = '10000'
        --cluster-port ROLLCALL_CLUSTER_PORT = '8055'
        --join ROLLCALL_JOIN = ''
        --expect-members ROLLCALL_EXPECT_MEMBERS = ''
        --member-zone ROLLCALL_MEMBER_ZONE = ''
        --when-isolated ROLLCALL_WHEN_ISOLATED = 'accept'
        --max-stale ROLLCALL_MAX_STALE = '300'
        --self-preservation ROLLCALL_SELF_PRESERVATION = '50'
        --hold-leases ROLLCALL_HOLD_LEASES = '600'
        --data-dir ROLLCALL_DATA_DIR = 'rollcall-data'
        --durability ROLLCALL_DURABILITY = 'batched'
        --allow-query ROLLCALL_ALLOW_QUERY = ''
        --rate-limit ROLLCALL_RATE_LIMIT = '0'
        --rate-limit-slip ROLLCALL_RATE_LIMIT_SLIP = '2'
        --cookie-secrets ROLLCALL_COOKIE_SECRETS = ''
        --server-id ROLLCALL_SERVER_ID = ''
        --server-version ROLLCALL_SERVER_VERSION = 'Rollcall'
        --tcp-connections ROLLCALL_TCP_CONNECTIONS = '1000'
        --tcp-idle ROLLCALL_TCP_IDLE = '10'
        --log-level ROLLCALL_LOG_LEVEL = 'info'
        """,
        Arrays.stream(Setting.values())
            .map(
                setting ->
                    "%s %s = '%s'\n"
                        .formatted(setting.option(), setting.variable(), setting.defaultText()))
            .collect(Collectors.joining()));
  }

  @Test
  void documentationListsEachSetting() throws IOException {
    String documentation = Files.readString(OPERATIONS);
    for (Setting setting : Setting.values()) {
      String row =
          "| `%s` | `%s` | %s | %s | %s |"
              .formatted(
                  setting.option(),
                  setting.variable(),
                  setting.defaultText().isEmpty() ? "–" : "`" + setting.defaultText() + "`",
                  setting.description(),
                  setting.allowed());
      assertTrue(documentation.contains(row), () -> "missing in docs/operations.md: " + row);
    }
  }
}
