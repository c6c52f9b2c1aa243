package ai.chestnut.evaluation;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Finding;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** How well logits tell films with a finding from films without it. */
final class FindingPaper implements ExamPaper {

  private final FindingClassifier net;
  private final Marks marks;

  FindingPaper(FindingClassifier net) {
    this.net = net;
    this.marks = new Marks(net.config().role().expert(FindingClassifier.NAME));
  }

  @Override
  public void answer(Manifest manifest, ManifestRow row, Radiograph film) {
    if (row.labels().isEmpty()) {
      return;
    }
    Map<Finding, Double> logits = net.logits(film);
    logits.forEach(
        (finding, logit) -> {
          OptionalInt label = row.label(finding);
          if (label.isPresent() && label.getAsInt() >= 0) {
            boolean there = label.getAsInt() == 1;
            marks.rank("auroc", finding.slug(), row.patient(), row.source(), logit, there);
          }
        });
  }

  @Override
  public List<ExpertFigure> marks() {
    return marks.figures();
  }
}
