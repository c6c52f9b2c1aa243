package ai.chestnut.study;

import ai.chestnut.failure.FileException;
import ai.chestnut.layout.Box;
import ai.chestnut.prompt.Observation;
import ai.chestnut.storage.Trouble;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code study.json}; keys that a later version adds are passed over. */
final class StudyJsonReader {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final Set<String> NAMED = Set.of("synthetic", "software", "models", "sampler");

  private StudyJsonReader() {}

  static StudyFile read(Path file) {
    try {
      return file(new JsonField(file, "", MAPPER.readTree(Files.readAllBytes(file))));
    } catch (JacksonException wrong) {
      throw new FileException("study", file, wrong.getOriginalMessage(), "JSON", wrong);
    } catch (IOException wrong) {
      throw Trouble.reading("study", file, "a readable study.json", wrong);
    } catch (IllegalArgumentException wrong) {
      throw new FileException("study", file, String.valueOf(wrong.getMessage()), "a study", wrong);
    }
  }

  private static StudyFile file(JsonField root) {
    JsonField format = root.get("format");
    if (!format.text().equals(StudyJson.FORMAT)) {
      throw format.wrong(StudyJson.FORMAT);
    }
    JsonField anatomy = root.get("anatomy");
    SyntheticStudy study =
        new SyntheticStudy(
            root.get("id").text(),
            asked(root),
            root.get("report").text(),
            verified(root.get("verified")),
            anatomy.get("source").word(AnatomySource::named),
            scores(root.get("scores")),
            verdict(root.get("verdict")),
            provenance(root.get("provenance")));
    return new StudyFile(
        study,
        anatomy.get("structures").items().stream().map(StudyJsonReader::structure).toList(),
        root.get("pathology").items().stream().map(StudyJsonReader::pathology).toList(),
        files(root.get("files")));
  }

  private static Asked asked(JsonField root) {
    Map<Finding, Integer> labels = new EnumMap<>(Finding.class);
    root.get("labels")
        .members()
        .forEach((name, value) -> labels.put(finding(value, name), (int) value.whole()));
    return new Asked(
        root.get("method").text(),
        root.get("prompt").text(),
        root.get("seed").whole(),
        (int) root.get("index").whole(),
        root.get("observations").items().stream().map(StudyJsonReader::observation).toList(),
        labels,
        root.get("unknown").items().stream().map(JsonField::text).toList());
  }

  private static Finding finding(JsonField place, String name) {
    return Finding.named(name)
        .filter(finding -> finding.canonicalName().equals(name))
        .orElseThrow(() -> place.wrong("the canonical name of a finding"));
  }

  private static Observation observation(JsonField node) {
    return new Observation(
        finding(node.get("finding"), node.get("finding").text()),
        node.get("laterality").optionalWord(Laterality::named),
        node.get("zones").items().stream().map(zone -> zone.word(Zone::named)).toList(),
        node.get("severity").optionalWord(Severity::named),
        node.get("certainty").word(Certainty::named));
  }

  private static Map<Finding, VerifiedLabel> verified(JsonField node) {
    Map<Finding, VerifiedLabel> labels = new EnumMap<>(Finding.class);
    node.members()
        .forEach(
            (name, value) ->
                labels.put(
                    finding(value, name),
                    new VerifiedLabel(
                        value.get("probability").decimal(), value.get("agrees").truth())));
    return labels;
  }

  private static SortedMap<String, SortedMap<String, Double>> scores(JsonField node) {
    SortedMap<String, SortedMap<String, Double>> scores = new TreeMap<>();
    node.members()
        .forEach(
            (expert, measures) -> {
              SortedMap<String, Double> values = new TreeMap<>();
              measures.members().forEach((name, value) -> values.put(name, value.decimal()));
              scores.put(expert, values);
            });
    return scores;
  }

  private static Verdict verdict(JsonField node) {
    return new Verdict(
        node.get("accepted").truth(),
        (int) node.get("attempts").whole(),
        node.get("reasons").items().stream().map(JsonField::text).toList());
  }

  private static Provenance provenance(JsonField node) {
    Map<String, Object> more = new TreeMap<>();
    node.members()
        .forEach(
            (key, value) -> {
              if (!NAMED.contains(key)) {
                more.put(key, fact(value.node()));
              }
            });
    return new Provenance(
        node.get("synthetic").truth(),
        node.get("software").text(),
        node.get("models").items().stream()
            .map(each -> new ModelUsed(each.get("name").text(), each.get("sha256").text()))
            .toList(),
        new Facts(facts(node.get("sampler").members())),
        new Facts(more));
  }

  private static Map<String, Object> facts(Map<String, JsonField> members) {
    Map<String, Object> facts = new TreeMap<>();
    members.forEach((key, value) -> facts.put(key, fact(value.node())));
    return facts;
  }

  private static Object fact(JsonNode node) {
    return MAPPER.convertValue(node, Object.class);
  }

  private static StructureEntry structure(JsonField node) {
    JsonField code = node.get("code");
    Anatomy structure =
        Anatomy.ofCode((int) code.whole()).orElseThrow(() -> code.wrong("an anatomy code"));
    return new StructureEntry(structure, node.get("pixels").whole());
  }

  private static PathologyEntry pathology(JsonField node) {
    return new PathologyEntry(
        finding(node.get("finding"), node.get("finding").text()),
        node.get("file").text(),
        node.get("pixels").whole(),
        node.get("boxes").items().stream().map(StudyJsonReader::box).toList());
  }

  private static Box box(JsonField node) {
    if (node.items().size() != 4) {
      throw node.wrong("[x, y, w, h]");
    }
    int[] side = node.items().stream().mapToInt(item -> (int) item.whole()).toArray();
    return new Box(side[0], side[1], side[2], side[3]);
  }

  private static SortedMap<String, String> files(JsonField node) {
    SortedMap<String, String> files = new TreeMap<>();
    node.members().forEach((name, value) -> files.put(name, value.text()));
    return files;
  }
}
