package ai.chestnut.evaluation;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.expert.ImageTextScorer;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.radiograph.Radiograph;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Whether a film's own text scores higher than the texts of films of the same source that show
 * something else: the share of such pairs.
 */
final class TextPaper implements ExamPaper {

  private static final int OTHERS = 8;

  private record Seen(
      String patient, String source, Radiograph film, String text, List<Observation> said) {}

  private final ImageTextScorer net;
  private final List<Seen> seen = new ArrayList<>();
  private final ReportWriter writer = new ReportWriter();

  TextPaper(ImageTextScorer net) {
    this.net = net;
  }

  @Override
  public void answer(Manifest manifest, ManifestRow row, Radiograph film) {
    boolean drawn = row.masks().anatomy().isPresent() && !row.text().isBlank();
    if (!drawn && row.labels().isEmpty()) {
      return;
    }
    Prompt prompt = drawn ? new ReportReader().read(row.text()) : row.labelPrompt();
    int side = net.config().encoder().side();
    seen.add(
        new Seen(
            row.patient(),
            row.source(),
            film.resized(side, side),
            writer.canonical(prompt),
            prompt.observations()));
  }

  @Override
  public List<ExpertFigure> marks() {
    Marks marks = new Marks(net.config().role().expert(ImageTextScorer.NAME));
    for (int i = 0; i < seen.size(); i++) {
      Seen own = seen.get(i);
      double score = net.score(own.film(), own.text());
      double won = 0;
      int asked = 0;
      for (int step = 1; step < seen.size() && asked < OTHERS; step++) {
        Seen other = seen.get((i + step) % seen.size());
        if (Objects.equals(own.source(), other.source()) && !own.said().equals(other.said())) {
          double against = net.score(own.film(), other.text());
          won += score > against ? 1 : score == against ? 0.5 : 0;
          asked++;
        }
      }
      if (asked > 0) {
        marks.mean("share of pairs", "own text", own.patient(), own.source(), won / asked);
      }
    }
    return marks.figures();
  }
}
