package ai.chestnut.evaluation;

import ai.chestnut.failure.DefectException;
import ai.chestnut.storage.AtomicFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Figures of one comparison.
 *
 * @param features the space in which the films were compared; figures of another cannot be compared
 * @param realFilms how many real films
 * @param syntheticFilms how many synthetic films
 * @param figures by name, in the order in which they are shown
 */
public record Scorecard(
    String features, int realFilms, int syntheticFilms, Map<String, Double> figures) {

  /** Stands in scorecard.json. */
  public static final String FORMAT = "chestnut-scorecard/1";

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public Scorecard {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** Writes {@code scorecard.json} and {@code scorecard.html} into an existing folder. */
  public void write(Path folder) {
    AtomicFile.write(folder.resolve("scorecard.json"), json());
    AtomicFile.write(folder.resolve("scorecard.html"), html());
  }

  /** UTF-8 JSON, stable key order. */
  public String json() {
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("format", FORMAT);
    card.put("features", features);
    card.put("realFilms", realFilms);
    card.put("syntheticFilms", syntheticFilms);
    card.put("figures", figures);
    try {
      return MAPPER.writeValueAsString(card) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new DefectException("a scorecard is always JSON", impossible);
    }
  }

  /** One page that needs nothing else. */
  public String html() {
    StringBuilder rows = new StringBuilder();
    figures.forEach(
        (name, value) ->
            rows.append("<tr><td>")
                .append(escaped(name))
                .append("</td><td>")
                .append(String.format(Locale.ROOT, "%.6g", value))
                .append("</td></tr>\n"));
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Scorecard</title>
        <style>body{font-family:sans-serif;margin:2em}td{padding:.2em 1em;border-bottom:1px solid #ccc}\
        td+td{text-align:right;font-variant-numeric:tabular-nums}</style></head>
        <body><h1>Scorecard</h1>
        <p>%d real films, %d synthetic films, compared as %s.</p>
        <table>
        %s</table></body></html>
        """
        .formatted(realFilms, syntheticFilms, escaped(features), rows);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
