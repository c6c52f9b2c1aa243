package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.alarm.Alarm;
import ai.chestnut.evaluation.sampling.Draws;
import ai.chestnut.evaluation.sampling.Spread;
import ai.chestnut.failure.DefectException;
import ai.chestnut.study.StudyFolder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;

/** Writes {@code scorecard.json}: UTF-8, keys in one order. Numbers have six digits. */
final class ScorecardJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter WRITER =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
  private static final MathContext DIGITS = new MathContext(6);

  private ScorecardJson() {}

  static String text(Scorecard card) {
    return written(tree(card));
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String written(ObjectNode root) {
    try {
      return WRITER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new DefectException("a scorecard is always JSON", impossible);
    }
  }

  static ObjectNode tree(Scorecard card) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", Scorecard.FORMAT);
    root.put("notice", StudyFolder.MARK);
    root.put("software", card.method().software());
    root.put("features", card.method().space());
    root.put("judge", card.method().judge());
    root.put("realFilms", card.real().films());
    root.put("syntheticFilms", card.synthetic().films());
    set(root.putObject("real"), card.real());
    set(root.putObject("synthetic"), card.synthetic());
    root.putObject("resampling")
        .put("draws", Draws.COUNT)
        .put("n", card.method().n())
        .put("interval", 0.95)
        .put("sourcesMatched", card.method().sourcesMatched());
    ObjectNode figures = root.putObject("figures");
    card.figures().forEach(each -> figure(figures.putObject(each.measure().id()), each));
    ObjectNode alarms = root.putObject("alarms");
    card.alarms().decided().forEach(each -> alarm(alarms.putObject(each.kind().word()), each));
    ObjectNode silent = root.putObject("silent");
    card.alarms().silent().forEach((kind, why) -> silent.put(kind.word(), why));
    ObjectNode curves = root.putObject("curves");
    curve(
        curves.putObject("octaves"), card.realCurves().octaves(), card.syntheticCurves().octaves());
    curve(curves.putObject("tones"), card.realCurves().tones(), card.syntheticCurves().tones());
    ArrayNode notes = root.putArray("notes");
    card.notes().forEach(notes::add);
    return root;
  }

  private static void set(ObjectNode node, SetSummary set) {
    node.put("name", set.name());
    node.put("films", set.films());
    node.put("patients", set.patients());
    node.put("masks", set.masks());
    node.put("fingerprint", set.fingerprint());
  }

  private static void figure(ObjectNode node, Figure figure) {
    Measure measure = figure.measure();
    node.put("section", measure.section());
    node.put("title", measure.title());
    node.put("row", measure.row());
    node.put("label", measure.label());
    node.put("space", measure.space());
    node.put("better", measure.better().word());
    node.put("n", figure.n());
    interval(node, figure.synthetic());
    figure
        .floor()
        .ifPresent(
            floor -> {
              interval(node.putObject("floor"), floor);
              interval(node.putObject("excess"), figure.synthetic().minus(floor));
            });
    ArrayNode draws = node.putArray("draws");
    for (double value : figure.synthetic().draws()) {
      add(draws, value);
    }
  }

  private static void alarm(ObjectNode node, Alarm alarm) {
    node.put("state", alarm.state().word());
    node.put("fault", alarm.kind().fault());
    node.put("measure", alarm.measure());
    node.put("space", alarm.space());
    node.put("n", alarm.n());
    node.put("threshold", alarm.kind().threshold());
    interval(node.putObject("severity"), alarm.anchor().severity());
    interval(node.putObject("synthetic"), alarm.synthetic());
    interval(node.putObject("real"), alarm.real());
    interval(node.putObject("planted"), alarm.anchor().fault());
  }

  static void interval(ObjectNode node, Spread spread) {
    put(node, "value", spread.mean());
    put(node, "low", spread.low());
    put(node, "high", spread.high());
  }

  private static void curve(ObjectNode node, double[][] real, double[][] synthetic) {
    rows(node.putArray("real"), real);
    rows(node.putArray("synthetic"), synthetic);
  }

  private static void rows(ArrayNode node, double[][] rows) {
    for (double[] row : rows) {
      ArrayNode inner = node.addArray();
      for (double value : row) {
        add(inner, value);
      }
    }
  }

  static void put(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, rounded(value));
    } else {
      node.putNull(key);
    }
  }

  private static void add(ArrayNode node, double value) {
    if (Double.isFinite(value)) {
      node.add(rounded(value));
    } else {
      node.addNull();
    }
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
