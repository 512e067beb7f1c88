package dev.rollcall.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Settings from a YAML file: one mapping of keys to values. */
final class SettingsFile {
  private static final LoadSettings YAML =
      LoadSettings.builder().setSchema(new TextSchema()).build();

  /** Every scalar is the text that was written (1.10 is not 1.1); a missing one is empty. */
  private static final class TextSchema extends FailsafeSchema {
    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
      return Map.of(Tag.NULL, node -> "");
    }
  }

  private final Path path;

  private SettingsFile(Path path) {
    this.path = path;
  }

  /** Reads the file; an empty one gives nothing. */
  static Map<Setting, Given> read(Path path) throws StartRefusedException {
    return new SettingsFile(path).read();
  }

  private Map<Setting, Given> read() throws StartRefusedException {
    var given = new EnumMap<Setting, Given>(Setting.class);
    for (var line : content().entrySet()) {
      String key = String.valueOf(line.getKey());
      Setting setting = setting(key).orElseThrow(() -> unknown(key, line.getValue()));
      given.put(setting, new Given(setting, text(setting, line.getValue()), path.toString()));
    }
    return given;
  }

  private Map<?, ?> content() throws StartRefusedException {
    List<Object> documents = documents();
    if (documents.isEmpty() || documents.equals(List.of(""))) {
      return Map.of();
    }
    if (documents.size() == 1 && documents.getFirst() instanceof Map<?, ?> mapping) {
      return mapping;
    }
    throw new StartRefusedException(
        "config: %s is not one mapping of 'key: value' lines; allowed keys: %s"
            .formatted(path, Setting.keys()));
  }

  private List<Object> documents() throws StartRefusedException {
    var documents = new ArrayList<Object>();
    try {
      new Load(YAML).loadAllFromString(Files.readString(path)).forEach(documents::add);
      return documents;
    } catch (IOException e) {
      throw StartRefusedException.ofFile(Setting.CONFIG, path, "cannot be read", e);
    } catch (MarkedYamlEngineException e) {
      throw new StartRefusedException(
          "config: %s%s is no YAML: %s".formatted(path, place(e), e.getProblem()), e);
    } catch (YamlEngineException e) {
      throw new StartRefusedException(
          "config: %s is no YAML: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static String place(MarkedYamlEngineException e) {
    Optional<Mark> mark = e.getProblemMark();
    return mark.map(at -> ", line %d,".formatted(at.getLine() + 1)).orElse("");
  }

  private static Optional<Setting> setting(String key) {
    return Arrays.stream(Setting.values())
        .filter(Setting::standsInFile)
        .filter(setting -> setting.key().equals(key))
        .findFirst();
  }

  private StartRefusedException unknown(String key, @Nullable Object value) {
    return new StartRefusedException(
        "%s: unknown key, its value is '%s'; allowed: %s (given by %s)"
            .formatted(key, value, Setting.keys(), path));
  }

  private String text(Setting setting, @Nullable Object value) throws StartRefusedException {
    if (value instanceof String text) {
      return text;
    }
    if (setting.isList() && value instanceof List<?> texts && areTexts(texts)) {
      return texts.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    if (setting.isMapping() && value instanceof Map<?, ?> pairs && areTexts(pairs.keySet())) {
      var texts = new ArrayList<String>();
      for (var pair : pairs.entrySet()) {
        texts.add(pair.getKey() + "=" + member(setting, pair.getValue(), pairs));
      }
      return String.join(",", texts);
    }
    throw refused(setting, value);
  }

  /** A value of the mapping that was given. */
  private String member(Setting setting, @Nullable Object value, Map<?, ?> given)
      throws StartRefusedException {
    if (value instanceof String text) {
      return text;
    }
    if (setting.holdsLists() && value instanceof List<?> texts && areTexts(texts)) {
      return texts.stream().map(String::valueOf).collect(Collectors.joining("+"));
    }
    throw refused(setting, given);
  }

  private StartRefusedException refused(Setting setting, @Nullable Object value) {
    return new Given(setting, String.valueOf(value), path.toString()).refused("is not allowed");
  }

  private static boolean areTexts(Collection<?> values) {
    return values.stream().allMatch(String.class::isInstance);
  }
}
