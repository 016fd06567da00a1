import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.storage.internals.log.LogConfig;

/**
 * Writes kafka-VERSION.json and kafka-topic-VERSION.json: the settings of nodes (brokers and controllers) and of topics as Kafka's own
 * definitions have them. Once for each version, with that version's jars (those of kafka_2.13 and what it depends on):
 *
 *     java -cp '/opt/kafka/libs/*' projenrc/known-settings/KafkaSettings.java src/presets/shared/known-settings 4.3
 *
 * Limits, names and cases come from the fields of the validators. What a validator without such fields allows is found by asking it.
 */
public class KafkaSettings {
  /** How the names of times and sizes end. */
  private static final Map<String, String> UNITS = new LinkedHashMap<>();
  static {
    UNITS.put(".bytes.per.second", "bytes per second");
    UNITS.put(".bytes", "bytes");
    UNITS.put(".ms", "milliseconds");
    UNITS.put(".millis", "milliseconds");
    UNITS.put(".seconds", "seconds");
    UNITS.put(".secs", "seconds");
    UNITS.put(".minutes", "minutes");
    UNITS.put(".hours", "hours");
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    write(directory.resolve("kafka-" + arguments[1] + ".json"), KafkaConfig.configDef());
    write(directory.resolve("kafka-topic-" + arguments[1] + ".json"), LogConfig.configDefCopy());
  }

  /** One setting a line, in the order of their names, so that a new version is a readable diff. */
  private static void write(Path file, ConfigDef definition) throws Exception {
    Map<String, String> lines = new TreeMap<>();
    for (ConfigKey key : definition.configKeys().values()) {
      lines.put(key.name, json(key.name) + ": " + json(describe(key)));
    }
    Files.writeString(file, lines.values().stream().collect(Collectors.joining(",\n", "{\n", "\n}\n")));
  }

  private static Map<String, Object> describe(ConfigKey key) throws Exception {
    Map<String, Object> described = new LinkedHashMap<>();
    Object validator = key.validator;
    switch (key.type) {
      case BOOLEAN: described.put("type", "boolean"); break;
      case SHORT: addLimits(described, "integer", Short.MIN_VALUE, Short.MAX_VALUE, validator); break;
      case INT: addLimits(described, "integer", Integer.MIN_VALUE, Integer.MAX_VALUE, validator); break;
      case LONG: addLimits(described, "integer", Long.MIN_VALUE, Long.MAX_VALUE, validator); break;
      case DOUBLE: addLimits(described, "decimal", null, null, validator); break;
      case LIST: addNames(described, "list", validator); break;
      case STRING: addNames(described, "string", validator); break;
      // a class may be a plugin's, and a password is anything
      default: described.put("type", "string");
    }
    for (Map.Entry<String, String> unit : UNITS.entrySet()) {
      if (described.get("type").equals("integer") && key.name.endsWith(unit.getKey())) { described.put("unit", unit.getValue()); break; }
    }
    if (key.hasDefault() && key.defaultValue != null && key.type != ConfigDef.Type.PASSWORD && key.type != ConfigDef.Type.CLASS) {
      boolean isList = key.defaultValue instanceof List;
      described.put("default", isList ? String.join(",", strings(key.defaultValue)) : key.defaultValue.toString());
    }
    return described;
  }

  private static void addLimits(Map<String, Object> described, String type, Number least, Number most, Object validator) throws Exception {
    Number min = (Number) field(validator, "min");
    Number max = (Number) field(validator, "max");
    described.put("type", type);
    if (min != null || least != null) { described.put("min", (min == null ? least : min).toString()); }
    if (max != null || most != null) { described.put("max", (max == null ? most : max).toString()); }
    if (validator instanceof ConfigDef.LambdaValidator) {
      described.remove("min");
      described.remove("max");
      IntStream allowed = IntStream.rangeClosed(-1000, 1000).filter(i -> allows(validator, i));
      described.put("values", allowed.mapToObj(String::valueOf).collect(Collectors.toList()));
    }
  }

  private static boolean allows(Object validator, int value) {
    try {
      ((ConfigDef.Validator) validator).ensureValid("any", value);
      return true;
    } catch (RuntimeException refused) {
      return false;
    }
  }

  private static void addNames(Map<String, Object> described, String type, Object validator) throws Exception {
    Object ofList = field(validator, "validString");
    List<String> names = strings(field(ofList == null ? validator : ofList, "validStrings"));
    described.put("type", type.equals("string") && !names.isEmpty() ? "enum" : type);
    if (!names.isEmpty()) { described.put("values", names); }
    if (validator instanceof ConfigDef.CaseInsensitiveValidString) { described.put("anyCase", true); }
    if (validator instanceof ConfigDef.ValidList) { described.put("distinct", true); }
    if (Boolean.FALSE.equals(field(validator, "isEmptyAllowed")) || validator instanceof ConfigDef.NonEmptyString) {
      described.put("filled", true);
    }
  }

  /** Kafka has no methods for them. */
  private static Object field(Object owner, String name) throws Exception {
    if (owner == null) { return null; }
    for (Field field : owner.getClass().getDeclaredFields()) {
      if (field.getName().equals(name)) {
        field.setAccessible(true);
        return field.get(owner);
      }
    }
    return null;
  }

  private static List<String> strings(Object values) {
    if (values == null) { return List.of(); }
    List<String> texts = new ArrayList<>();
    for (Object value : (Collection<?>) values) { texts.add(String.valueOf(value)); }
    return texts.stream().sorted().collect(Collectors.toList());
  }

  private static String json(Object value) {
    if (value instanceof Map) {
      return ((Map<?, ?>) value).entrySet().stream()
          .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue())).collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List) { return ((List<?>) value).stream().map(KafkaSettings::json).collect(Collectors.joining(",", "[", "]")); }
    if (value instanceof Boolean) { return value.toString(); }
    return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
