package dev.rollcall.server.settings;

import dev.rollcall.dns.locality.Localities;
import dev.rollcall.dns.locality.LocalitySettings;
import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.IpNetwork;
import dev.rollcall.registry.instance.Locality;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/** Reads the settings that say where DNS clients are. */
final class LocalityOptions {
  private LocalityOptions() {}

  static LocalitySettings from(GivenSettings given) throws StartRefusedException {
    LocalitySettings located =
        given
            .of(Setting.LOCALITIES)
            .readParts(text -> LocalitySettings.NONE.withLocalities(localities(text)));
    LocalitySettings shared =
        given
            .of(Setting.LOCALITY_SHARE)
            .read(text -> located.withShare(Settings.number(text, 0, 100)));
    return given
        .of(Setting.TRUSTED_RESOLVERS)
        .read(text -> shared.withTrustedResolvers(ZoneOptions.networks(text)));
  }

  private static Localities localities(String text) {
    var ranges = new HashMap<Locality, List<IpNetwork>>();
    for (String part : CommaSeparated.parts(text)) {
      String[] pair = ZoneOptions.pair(part);
      var locality = new Locality(pair[0].strip());
      if (ranges.put(locality, networks(pair[1])) != null) {
        throw new InvalidValueException("locality", locality, "once, with all its networks");
      }
    }
    return new Localities(ranges);
  }

  private static List<IpNetwork> networks(String text) {
    return Arrays.stream(text.split("\\+", -1)).map(String::strip).map(IpNetwork::parse).toList();
  }
}
