package ai.chestnut.archive;

import ai.chestnut.failure.FileException;
import ai.chestnut.storage.Trouble;
import ai.chestnut.study.StudyFolder;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader should know of an exported archive, in Markdown: what it is, how it was made, how
 * many films each cell cost, and every figure of the scorecard, where there is one.
 */
final class DatasetCard {

  /** The scorecard's name in the folder of an evaluation. */
  static final String SCORECARD = "scorecard.json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private DatasetCard() {}

  static String markdown(Export export) {
    Archive archive = export.archive();
    ArchiveManifest manifest = archive.manifest();
    StringBuilder text = new StringBuilder();
    String title = export.card().map(PublicationCard::title).orElse(manifest.name());
    text.append("# ").append(title).append("\n\n");
    text.append("**").append(StudyFolder.MARK).append("** ");
    text.append("Every chest radiograph here was made by a program; none shows a person.\n\n");
    export.card().ifPresent(card -> published(text, card));
    text.append("## What it holds\n\n");
    int refused = manifest.studies() - manifest.accepted();
    text.append(export.studies()).append(" studies of the archive `").append(manifest.name());
    text.append("`, which holds ").append(manifest.studies()).append(" in ");
    text.append(manifest.families()).append(" families. ");
    if (refused > 0) {
      String left = export.options().refused() ? " are among them" : " were left out";
      text.append(refused).append(" that the expert panel refused").append(left).append(". ");
    }
    text.append("Studies of one person, and films that are nearly the same, are one family and in");
    text.append(" one split.\n\n| split | studies in the archive |\n|---|---|\n");
    manifest.splits().forEach((split, count) -> row(text, split, count + ""));
    text.append("\nLabels say what was asked of the film, probabilities what the experts see on");
    text.append(" it. Laterality is the patient's: the left lung is on the right of the image.\n");
    yields(text, manifest.cells());
    text.append(
        "\n## How it was made\n\nMade by the plan below; equal plans and models give equal");
    text.append(" bytes.\n\n");
    text.append("SHA-256 of the archive's manifest: `");
    text.append(MemorisationVerdict.identity(archive.folder())).append("`\n\n");
    text.append("```toml\n").append(read(archive.folder().resolve(ArchiveFiles.PLAN)));
    text.append("```\n\n```json\n").append(read(archive.folder().resolve(ArchiveFiles.ORIGIN)));
    text.append("```\n\n## Privacy\n\n").append(export.gate().sentence()).append("\n\n");
    text.append("## Scorecard\n\n");
    figures(export, text);
    return text.toString();
  }

  private static void published(StringBuilder text, PublicationCard card) {
    text.append(card.description()).append("\n\n| | |\n|---|---|\n");
    row(text, "licence", card.licence());
    row(text, "creator", card.creator());
    row(text, "version", card.version() + ", " + card.published());
    row(text, "found at", card.url());
    text.append('\n');
  }

  private static void yields(StringBuilder text, List<CellYield> cells) {
    text.append("\n| asked for | wanted | accepted | films made | refused by |\n");
    text.append("|---|---|---|---|---|\n");
    for (CellYield cell : cells) {
      List<String> gates = new ArrayList<>();
      cell.refused().forEach((gate, films) -> gates.add(gate + " " + films));
      row(
          text,
          cell.name(),
          cell.asked() + "",
          cell.accepted() + "",
          cell.films() + "",
          String.join(", ", gates));
    }
  }

  private static void row(StringBuilder text, String... cells) {
    for (String cell : cells) {
      text.append("| ").append(cell.replace("|", "\\|").replace("\n", " ")).append(' ');
    }
    text.append("|\n");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException wrong) {
      throw Trouble.reading("archive", file, "a readable file", wrong);
    }
  }

  private static void figures(Export export, StringBuilder text) {
    Path file =
        export.options().evaluation().orElse(export.archive().evaluation()).resolve(SCORECARD);
    if (!Files.exists(file)) {
      text.append("The archive was not evaluated.\n");
      return;
    }
    JsonNode root = scorecard(file);
    String features = root.path("features").asText("");
    if (!features.isEmpty()) {
      text.append("Films were compared by `").append(features).append("`. ");
    }
    text.append(
        "The floor is what real films score; in brackets the middle 95 % of the draws.\n\n");
    text.append("| figure | value | floor | films |\n|---|---|---|---|\n");
    root.path("figures")
        .properties()
        .forEach(
            each -> {
              JsonNode figure = each.getValue();
              String films = figure.path("n").asText("");
              row(text, each.getKey(), interval(figure), interval(figure.path("floor")), films);
            });
    if (root.path("alarms").size() > 0) {
      text.append("\n| alarm | state |\n|---|---|\n");
      root.path("alarms")
          .properties()
          .forEach(each -> row(text, each.getKey(), each.getValue().path("state").asText("")));
    }
  }

  /** A number, or an interval's value with its ends; empty for neither. */
  private static String interval(JsonNode figure) {
    if (figure.isNumber()) {
      return figure.asText();
    }
    String value = figure.path("value").asText("");
    String low = figure.path("low").asText("");
    String high = figure.path("high").asText("");
    return value.isEmpty() || low.isEmpty() || high.isEmpty()
        ? value
        : value + " (" + low + " to " + high + ")";
  }

  private static JsonNode scorecard(Path file) {
    try {
      return MAPPER.readTree(Files.readAllBytes(file));
    } catch (JacksonException wrong) {
      throw new FileException("scorecard", file, wrong.getOriginalMessage(), "JSON", wrong);
    } catch (IOException wrong) {
      throw Trouble.reading("scorecard", file, "what evaluate wrote", wrong);
    }
  }
}
