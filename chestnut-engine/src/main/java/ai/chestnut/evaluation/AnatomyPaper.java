package ai.chestnut.evaluation;

import ai.chestnut.dataset.LungMaskType;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Box;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.OverlapLayer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dice of structures and layers, and errors of the heart's breadth. */
final class AnatomyPaper implements ExamPaper {

  private static final String DICE = "dice";

  /** Extra column with a mask of heart, great vessels and mediastinum together. */
  private static final String CARDIOMEDIASTINUM = "heart_mask";

  private final AnatomySegmenter net;
  private final Marks marks;

  AnatomyPaper(AnatomySegmenter net) {
    this.net = net;
    this.marks = new Marks(net.config().role().expert(AnatomySegmenter.NAME));
  }

  @Override
  public void answer(Manifest manifest, ManifestRow row, Radiograph film) {
    String heart = row.origin().extra().getOrDefault(CARDIOMEDIASTINUM, "");
    if (row.masks().anatomy().isEmpty() && row.masks().lung().isEmpty() && heart.isEmpty()) {
      return;
    }
    AnatomyMap seen = net.segment(film);
    if (row.masks().anatomy().isPresent()) {
      AnatomyMap truth =
          MaskFiles.readAnatomy(manifest.path(row.masks().anatomy().get()), Map.of());
      for (Anatomy structure : Anatomy.values()) {
        dice(row, structure.slug(), truth.of(structure), seen.of(structure));
      }
      dice(row, "lungs", truth.lungs(), seen.lungs());
      if (truth.cardiothoracicRatio().isPresent() && seen.cardiothoracicRatio().isPresent()) {
        double error =
            seen.cardiothoracicRatio().getAsDouble() - truth.cardiothoracicRatio().getAsDouble();
        mean(row, "absolute error", "cardiothoracic ratio", Math.abs(error));
        mean(row, "error", "cardiothoracic ratio", error);
      }
    } else {
      row.masks()
          .lung()
          .ifPresent(file -> lung(row, MaskFiles.readMask(manifest.path(file)), seen));
    }
    for (OverlapLayer layer : OverlapLayer.values()) {
      Optional<String> file = row.layer(layer);
      if (file.isPresent() && seen.layer(layer).isPresent()) {
        Mask truth = MaskFiles.readMask(manifest.path(file.get()));
        dice(row, layer.slug(), truth, seen.layer(layer).get());
      }
    }
    if (!heart.isEmpty()) {
      breadth(row, MaskFiles.readMask(manifest.path(heart)), seen);
    }
  }

  private void lung(ManifestRow row, Mask truth, AnatomyMap seen) {
    if (row.masks().lungType().orElseThrow() == LungMaskType.AERATED) {
      dice(row, "lungs", truth, seen.lungs());
    } else {
      seen.layer(OverlapLayer.LUNG_ENVELOPE)
          .ifPresent(layer -> dice(row, OverlapLayer.LUNG_ENVELOPE.slug(), truth, layer));
    }
  }

  /** The widest part of the cardiomediastinum is the heart. */
  private void breadth(ManifestRow row, Mask truth, AnatomyMap seen) {
    Optional<Box> expected = truth.bounds();
    Mask middle =
        seen.of(Anatomy.HEART).or(seen.of(Anatomy.AORTA)).or(seen.of(Anatomy.MEDIASTINUM));
    Optional<Box> got = middle.bounds();
    if (expected.isPresent() && got.isPresent()) {
      double error = (double) (got.get().width() - expected.get().width()) / truth.width();
      mean(row, "absolute error", "cardiomediastinal breadth", Math.abs(error));
      mean(row, "error", "cardiomediastinal breadth", error);
    }
  }

  private void dice(ManifestRow row, String subject, Mask truth, Mask seen) {
    if (!truth.isEmpty() && truth.width() == seen.width() && truth.height() == seen.height()) {
      mean(row, DICE, subject, truth.dice(seen));
    }
  }

  private void mean(ManifestRow row, String measure, String subject, double value) {
    marks.mean(measure, subject, row.patient(), row.source(), value);
  }

  @Override
  public List<ExpertFigure> marks() {
    return marks.figures();
  }
}
