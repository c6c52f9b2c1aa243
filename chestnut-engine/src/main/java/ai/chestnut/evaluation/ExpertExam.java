package ai.chestnut.evaluation;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.expert.Experts;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.GateCalibration;
import ai.chestnut.expert.LesionSegmenter;
import ai.chestnut.layout.Mask;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.OverlapLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * Experts before films whose truth is known: masks, labels, boxes and attributes of a manifest,
 * each where a row has it. Every figure has its interval over patients.
 */
public final class ExpertExam {

  private final Experts experts;
  private final GateCalibration calibration;

  /**
   * @param calibration of these experts; the masks of lesions stand on its thresholds
   */
  public ExpertExam(Experts experts, GateCalibration calibration) {
    this.experts = experts;
    this.calibration = calibration;
  }

  /** Figures in a fixed order: by expert, measure, subject and source. */
  public List<ExpertFigure> sit(Manifest manifest, List<ManifestRow> rows, Progress progress) {
    List<ExamPaper> papers = papers();
    for (int i = 0; i < rows.size(); i++) {
      Radiograph film = manifest.film(rows.get(i));
      for (ExamPaper paper : papers) {
        paper.answer(manifest, rows.get(i), film);
      }
      progress.advance(Step.of("examining experts", i + 1, rows.size()));
    }
    List<ExpertFigure> figures = new ArrayList<>();
    papers.forEach(paper -> figures.addAll(paper.marks()));
    return figures;
  }

  private List<ExamPaper> papers() {
    List<ExamPaper> papers = new ArrayList<>();
    experts.anatomy().ifPresent(net -> papers.add(new AnatomyPaper(net)));
    experts.findings().ifPresent(net -> papers.add(new FindingPaper(net)));
    experts.lesions().ifPresent(net -> papers.add(new LesionPaper(net, calibration)));
    experts.anatomy().ifPresent(anatomy -> pointing(anatomy, papers));
    experts.attributes().ifPresent(net -> papers.add(new AttributePaper(net)));
    experts.imageText().ifPresent(net -> papers.add(new TextPaper(net)));
    return papers;
  }

  private static Mask envelope(AnatomySegmenter anatomy, Radiograph film) {
    return anatomy
        .segment(film)
        .layer(OverlapLayer.LUNG_ENVELOPE)
        .orElse(Mask.empty(film.width(), film.height()));
  }

  private void pointing(AnatomySegmenter anatomy, List<ExamPaper> papers) {
    experts
        .findings()
        .ifPresent(
            net ->
                papers.add(
                    new PointingPaper(
                        net.config().role().expert(FindingClassifier.NAME),
                        net::activation,
                        net.config().findings(),
                        film -> envelope(anatomy, film))));
    experts
        .lesions()
        .ifPresent(
            net ->
                papers.add(
                    new PointingPaper(
                        net.config().role().expert(LesionSegmenter.NAME),
                        net::activation,
                        net.config().findings(),
                        film -> envelope(anatomy, film))));
  }
}
