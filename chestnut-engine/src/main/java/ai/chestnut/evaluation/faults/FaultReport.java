package ai.chestnut.evaluation.faults;

import ai.chestnut.evaluation.alarm.Alarm;
import ai.chestnut.evaluation.alarm.AlarmKind;
import ai.chestnut.evaluation.scorecard.Scorecard;
import ai.chestnut.failure.DefectException;
import ai.chestnut.storage.AtomicFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a trial of planted faults found, for programs and for people. */
public record FaultReport(FaultTrial trial) {

  /** Name of the file for programs. */
  public static final String JSON = "faults.json";

  /** Stands in the file. */
  public static final String FORMAT = "chestnut-faults/1";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Writes {@value #JSON}. */
  public void write(Path folder) {
    AtomicFile.write(folder.resolve(JSON), json());
  }

  /** One line a fault: told or missed, and by which alarm. */
  public List<String> lines() {
    return trial.cards().keySet().stream().map(this::line).toList();
  }

  private String line(PlantedFault fault) {
    String raised =
        trial.raised(fault).stream()
            .map(
                alarm ->
                    String.format(
                        Locale.ROOT,
                        "%s (severity %.2f)",
                        alarm.kind().word(),
                        alarm.anchor().severity().mean()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%-8s %-6s %s",
        fault.word(),
        trial.told(fault) ? "told" : "MISSED",
        raised.isEmpty() ? "no alarm" : raised);
  }

  String json() {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT);
    ObjectNode faults = root.putObject("faults");
    for (Map.Entry<PlantedFault, Scorecard> each : trial.cards().entrySet()) {
      Scorecard card = each.getValue();
      ObjectNode node = faults.putObject(each.getKey().word());
      node.put("planted", each.getKey().words());
      node.put("films", card.synthetic().films());
      node.put("n", card.method().n());
      node.put("told", trial.told(each.getKey()));
      ObjectNode alarms = node.putObject("alarms");
      for (Alarm alarm : card.alarms().decided()) {
        ObjectNode one = alarms.putObject(alarm.kind().word());
        one.put("state", alarm.state().word());
        one.put("severity", rounded(alarm.anchor().severity().mean()));
        one.put("low", rounded(alarm.anchor().severity().low()));
        one.put("high", rounded(alarm.anchor().severity().high()));
      }
      for (Map.Entry<AlarmKind, String> silent : card.alarms().silent().entrySet()) {
        alarms.putObject(silent.getKey().word()).put("state", "not measured");
      }
    }
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new DefectException("a report of faults is always JSON", impossible);
    }
  }

  /** Whether every fault was told and the control was left alone. */
  public boolean all() {
    return trial.cards().keySet().stream().allMatch(trial::told);
  }

  private static double rounded(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(4)).doubleValue()
        : 0;
  }
}
