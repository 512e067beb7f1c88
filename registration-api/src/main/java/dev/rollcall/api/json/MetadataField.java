package dev.rollcall.api.json;

import dev.rollcall.registry.instance.InvalidValueException;
import dev.rollcall.registry.instance.Metadata;
import java.util.LinkedHashMap;
import java.util.Optional;

/** The field {@code metadata}: an object of strings. */
final class MetadataField {
  static final String NAME = "metadata";

  private MetadataField() {}

  static Optional<Metadata> read(Fields body) {
    return body.object(NAME).map(MetadataField::metadata);
  }

  private static Metadata metadata(Fields fields) {
    var pairs = new LinkedHashMap<String, String>();
    for (String key : fields.names()) {
      fields.text(key, text -> text).ifPresent(text -> pairs.put(key, text));
    }
    try {
      return new Metadata(pairs);
    } catch (InvalidValueException e) {
      // The domain names the key in full, however long it is.
      throw e.as(Shown.text(e.field()));
    }
  }
}
