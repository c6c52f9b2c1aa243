package ai.chestnut.study;

import ai.chestnut.layout.Box;
import ai.chestnut.prompt.Observation;
import ai.chestnut.storage.Sha256;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes {@code study.json}: keys in one order, two blanks a level, LF, UTF-8. */
final class StudyJson {

  static final String FORMAT = "chestnut-study/1";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter WRITER =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  /** Key of the document's own SHA-256, taken with this value as 64 zeros. */
  static final String SEAL = "sha256";

  private static final String UNSEALED = "0".repeat(64);
  private static final Pattern SEALED =
      Pattern.compile("\"" + SEAL + "\" : \"([0-9a-f]{64})\"\\n}\\n\\z");

  private StudyJson() {}

  /** Whether the text ends with a seal that is its own; false for any altered character. */
  static boolean isSealed(String text) {
    Matcher seal = SEALED.matcher(text);
    return seal.find()
        && Sha256.of(text.substring(0, seal.start(1)) + UNSEALED + text.substring(seal.end(1)))
            .equals(seal.group(1));
  }

  static String write(StudyFile file) {
    try {
      ObjectNode tree = tree(file);
      tree.put(SEAL, UNSEALED);
      String text = WRITER.writeValueAsString(tree) + "\n";
      int at = text.lastIndexOf(UNSEALED);
      String seal = Sha256.of(text);
      return text.substring(0, at) + seal + text.substring(at + UNSEALED.length());
    } catch (JsonProcessingException impossible) {
      throw new IllegalArgumentException("a study that is no JSON", impossible);
    }
  }

  private static ObjectNode tree(StudyFile file) {
    SyntheticStudy study = file.study();
    Asked asked = study.asked();
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT);
    root.put("id", study.id());
    root.put("method", asked.method());
    root.put("prompt", asked.prompt());
    root.put("report", study.report());
    root.put("seed", asked.seed());
    root.put("index", asked.index());
    root.set("unknown", words(asked.unknown()));
    ArrayNode observations = root.putArray("observations");
    asked.observations().forEach(each -> observations.add(observation(each)));
    ObjectNode labels = root.putObject("labels");
    asked.labels().forEach((finding, value) -> labels.put(finding.canonicalName(), value));
    verified(study, root.putObject("verified"));
    anatomy(file, root.putObject("anatomy"));
    ArrayNode pathology = root.putArray("pathology");
    file.pathology().forEach(each -> pathology.add(pathology(each)));
    ObjectNode scores = root.putObject("scores");
    study.scores().forEach((expert, measures) -> measures.forEach(scores.putObject(expert)::put));
    Verdict verdict = study.verdict();
    ObjectNode decided = root.putObject("verdict");
    decided.put("accepted", verdict.accepted()).put("attempts", verdict.attempts());
    decided.set("reasons", words(verdict.reasons()));
    provenance(study.provenance(), root.putObject("provenance"));
    ObjectNode files = root.putObject("files");
    file.files().forEach(files::put);
    return root;
  }

  private static ArrayNode words(Collection<String> words) {
    ArrayNode array = MAPPER.createArrayNode();
    words.forEach(array::add);
    return array;
  }

  private static ObjectNode observation(Observation each) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("finding", each.finding().canonicalName());
    node.put("laterality", each.laterality().map(Laterality::word).orElse(null));
    node.set("zones", words(each.zones().stream().map(Zone::word).toList()));
    node.put("severity", each.severity().map(Severity::word).orElse(null));
    node.put("certainty", each.certainty().word());
    return node;
  }

  private static void verified(SyntheticStudy study, ObjectNode node) {
    for (Map.Entry<Finding, VerifiedLabel> each : study.verified().entrySet()) {
      node.putObject(each.getKey().canonicalName())
          .put("probability", each.getValue().probability())
          .put("agrees", each.getValue().agrees());
    }
  }

  private static void anatomy(StudyFile file, ObjectNode node) {
    AnatomySource source = file.study().anatomySource();
    node.put("file", source == AnatomySource.NONE ? "" : StudyFolder.ANATOMY);
    node.put("source", source.word());
    ArrayNode structures = node.putArray("structures");
    for (StructureEntry entry : file.structures()) {
      structures
          .addObject()
          .put("code", entry.structure().code())
          .put("name", entry.structure().canonicalName())
          .put("pixels", entry.pixels());
    }
  }

  private static ObjectNode pathology(PathologyEntry entry) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("finding", entry.finding().canonicalName());
    node.put("file", entry.file());
    node.put("pixels", entry.pixels());
    ArrayNode boxes = node.putArray("boxes");
    for (Box box : entry.boxes()) {
      boxes.addArray().add(box.x()).add(box.y()).add(box.width()).add(box.height());
    }
    return node;
  }

  private static void provenance(Provenance provenance, ObjectNode node) {
    node.put("synthetic", provenance.synthetic());
    node.put("software", provenance.software());
    ArrayNode models = node.putArray("models");
    for (ModelUsed model : provenance.models()) {
      models.addObject().put("name", model.name()).put("sha256", model.sha256());
    }
    node.set("sampler", facts(provenance.sampler()));
    provenance.more().values().forEach((key, value) -> node.set(key, fact(value)));
  }

  private static ObjectNode facts(Facts facts) {
    ObjectNode node = MAPPER.createObjectNode();
    facts.values().forEach((key, value) -> node.set(key, fact(value)));
    return node;
  }

  private static JsonNode fact(Object value) {
    if (value instanceof Facts nested) {
      return facts(nested);
    }
    if (value instanceof List<?> items) {
      ArrayNode array = MAPPER.createArrayNode();
      items.forEach(item -> array.add(fact(item)));
      return array;
    }
    return MAPPER.valueToTree(value);
  }
}
