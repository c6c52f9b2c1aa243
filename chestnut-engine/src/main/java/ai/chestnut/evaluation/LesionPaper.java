package ai.chestnut.evaluation;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.expert.GateCalibration;
import ai.chestnut.expert.LesionSegmenter;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Appearance;
import ai.chestnut.vocabulary.Finding;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Intersection over union of masks, those of findings that look alike taken together; and how well
 * the surest pixel tells films with a finding from films without it.
 */
final class LesionPaper implements ExamPaper {

  private final LesionSegmenter net;
  private final GateCalibration thresholds;
  private final Marks marks;

  /**
   * @param calibration whose pixel thresholds count
   */
  LesionPaper(LesionSegmenter net, GateCalibration calibration) {
    this.net = net;
    this.thresholds = calibration.wherever(net.config());
    this.marks = new Marks(net.config().role().expert(LesionSegmenter.NAME));
  }

  @Override
  public void answer(Manifest manifest, ManifestRow row, Radiograph film) {
    Map<Finding, String> files = row.masks().findings();
    if (files.isEmpty() && row.labels().isEmpty()) {
      return;
    }
    LesionSegmenter.Lesions seen = net.segment(film, thresholds);
    for (Finding finding : net.config().findings()) {
      if (files.containsKey(finding)) {
        Mask truth = Mask.empty(film.width(), film.height());
        for (Finding alike : Appearance.alike(finding)) {
          if (files.containsKey(alike)) {
            truth = truth.or(MaskFiles.readMask(manifest.path(files.get(alike))));
          }
        }
        Mask got = seen.pathology().of(finding).orElse(Mask.empty(film.width(), film.height()));
        marks.mean("iou", finding.slug(), row.patient(), row.source(), truth.iou(got));
      }
      OptionalInt label = row.label(finding);
      if (label.isPresent() && label.getAsInt() >= 0) {
        marks.rank(
            "auroc of the surest pixel",
            finding.slug(),
            row.patient(),
            row.source(),
            seen.highest().getOrDefault(finding, 0.0),
            label.getAsInt() == 1);
      }
    }
  }

  @Override
  public List<ExpertFigure> marks() {
    return marks.figures();
  }
}
