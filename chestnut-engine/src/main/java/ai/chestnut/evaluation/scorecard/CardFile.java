package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.sampling.Spread;
import ai.chestnut.failure.FileException;
import ai.chestnut.storage.Trouble;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a comparison needs of a {@code scorecard.json}.
 *
 * @param name of the synthetic films
 * @param real fingerprint of the real films
 * @param figures by id, each with its draws
 */
public record CardFile(String name, String real, Map<String, Figure> figures) {

  /** Reads a scorecard. */
  public static CardFile read(Path file) {
    try {
      JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
      if (!root.path("format").asText().equals(Scorecard.FORMAT)) {
        throw new FileException(
            "scorecard", file, "'" + root.path("format").asText() + "'", Scorecard.FORMAT);
      }
      Map<String, Figure> figures = new LinkedHashMap<>();
      root.path("figures")
          .properties()
          .forEach(each -> figures.put(each.getKey(), figure(each.getKey(), each.getValue())));
      return new CardFile(
          root.path("synthetic").path("name").asText(),
          root.path("real").path("fingerprint").asText(),
          figures);
    } catch (JacksonException wrong) {
      throw new FileException("scorecard", file, wrong.getOriginalMessage(), "JSON", wrong);
    } catch (IOException wrong) {
      throw Trouble.reading("scorecard", file, "a readable scorecard.json", wrong);
    }
  }

  /** Of a scorecard that is at hand. */
  public static CardFile of(Scorecard card) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    card.figures().forEach(figure -> figures.put(figure.measure().id(), figure));
    return new CardFile(card.synthetic().name(), card.real().fingerprint(), figures);
  }

  private static Figure figure(String id, JsonNode node) {
    Better better = Better.LIKE_REAL;
    for (Better each : Better.values()) {
      better = each.word().equals(node.path("better").asText()) ? each : better;
    }
    JsonNode draws = node.path("draws");
    double[] values =
        IntStream.range(0, draws.size())
            .mapToDouble(i -> draws.get(i).isNumber() ? draws.get(i).doubleValue() : Double.NaN)
            .toArray();
    Measure measure =
        new Measure(
            id,
            node.path("section").asText(),
            node.path("title").asText(),
            node.path("row").asText(),
            node.path("space").asText(),
            better);
    return new Figure(measure, node.path("n").asInt(), Spread.of(values), Optional.empty());
  }
}
