package ai.chestnut.evaluation;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.expert.AttributeExpert;
import ai.chestnut.expert.Attributes;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.List;

/** How well view and sex are told, and by how many years age is missed. */
final class AttributePaper implements ExamPaper {

  private final AttributeExpert net;
  private final Marks marks;

  AttributePaper(AttributeExpert net) {
    this.net = net;
    this.marks = new Marks(net.config().role().expert(AttributeExpert.NAME));
  }

  @Override
  public void answer(Manifest manifest, ManifestRow row, Radiograph film) {
    if (row.view().isEmpty() && row.sex().isEmpty() && row.ageYears().isEmpty()) {
      return;
    }
    Attributes seen = net.read(film);
    String patient = row.patient();
    row.view()
        .ifPresent(
            view -> marks.rank("auroc", "PA", patient, row.source(), seen.pa(), view == View.PA));
    row.sex()
        .ifPresent(
            sex ->
                marks.rank(
                    "auroc", "female", patient, row.source(), seen.female(), sex == Sex.FEMALE));
    row.ageYears()
        .ifPresent(
            age ->
                marks.mean(
                    "absolute error in years",
                    "age",
                    patient,
                    row.source(),
                    Math.abs(seen.ageYears() - age)));
  }

  @Override
  public List<ExpertFigure> marks() {
    return marks.figures();
  }
}
