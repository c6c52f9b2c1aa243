package ai.chestnut.training.pairs;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.expert.ActivationMap;
import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.expert.ExpertPanel;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.LesionSegmenter;
import ai.chestnut.expert.MaskThreshold;
import ai.chestnut.expert.PlausibleChest;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AllowedRegion;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Components;
import ai.chestnut.layout.Mask;
import ai.chestnut.prompt.Observation;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.training.pairs.PseudoMasks.Traced;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Appearance;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Places;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the places of findings that a film's labels confirm: in a reader's boxes, else where the
 * lesion segmenter sees them, else, where wanted, where the classifier's activation is highest;
 * always within the region that the finding can have in this anatomy. A label says that the finding
 * is there, so less of the segmenter is asked than where it decides by itself.
 */
public final class PseudoLabeller {

  /** Least probability of the surest pixel. */
  private static final double SURE = 0.5;

  /** Pixels that are at least this share of the surest belong to the mask, too. */
  private static final double OF_SUREST = 0.5;

  private static final double PIXEL = 0.35;
  private static final double LARGE_HEART = 0.5;
  private static final double MOST_OF_REGION = 0.98;
  private static final double ACTIVE = 0.7; // quantile of the region

  private final AnatomySegmenter segmenter;
  private final LesionSegmenter lesions;
  private final Optional<FindingClassifier> classifier;
  private final ExpertPanel panel;

  /**
   * @param panel with an anatomy and a lesion segmenter; borrowed
   * @param activation whether the classifier's activation map is asked where the segmenter is not
   *     sure
   * @throws RequestException if an expert is missing
   */
  public PseudoLabeller(ExpertPanel panel, boolean activation) {
    this.panel = panel;
    this.segmenter = panel.experts().anatomy().orElseThrow(() -> missing(AnatomySegmenter.NAME));
    this.lesions = panel.experts().lesions().orElseThrow(() -> missing(LesionSegmenter.NAME));
    this.classifier = activation ? panel.experts().findings() : Optional.empty();
  }

  private static RequestException missing(String name) {
    return new RequestException("experts", name, "none", "a trained one");
  }

  /** The masks of a row's film; empty where no plausible chest is found in it. */
  public Optional<PseudoMasks> label(Manifest manifest, ManifestRow row, Radiograph film) {
    AnatomyMap anatomy = segmenter.segment(film);
    if (!PlausibleChest.in(anatomy)) {
      return Optional.empty();
    }
    Map<Finding, Mask> boxes = DrawnBoxes.of(manifest, row, film.width(), film.height());
    List<Finding> present =
        row.labelPrompt().observations().stream().map(Observation::finding).toList();
    Map<Finding, float[]> seen =
        present.isEmpty() ? Map.of() : lesions.probabilities(film); // the slow part
    Map<Finding, Traced> masks = new EnumMap<>(Finding.class);
    Map<Finding, String> refused = new EnumMap<>(Finding.class);
    for (Finding finding : present) {
      if (Places.of(finding).drawn()) {
        Mask region = AllowedRegion.of(finding, Optional.empty(), List.of(), anatomy);
        Optional<Traced> found =
            finding == Finding.CARDIOMEGALY
                ? heart(anatomy)
                : box(boxes, finding, region)
                    .or(() -> segmented(seen, finding, region))
                    .or(() -> active(film, finding, region));
        Optional<String> fault = found.isEmpty() ? Optional.of("no place") : fault(found, region);
        if (fault.isPresent()) {
          refused.put(finding, fault.get());
        } else {
          masks.put(finding, found.get());
        }
      }
    }
    return Optional.of(new PseudoMasks(anatomy, masks, refused));
  }

  private static Optional<Traced> heart(AnatomyMap anatomy) {
    return anatomy.cardiothoracicRatio().orElse(0) > LARGE_HEART
        ? Optional.of(new Traced(anatomy.of(Anatomy.HEART), Evidence.ANATOMY))
        : Optional.empty();
  }

  private static Optional<Traced> box(Map<Finding, Mask> boxes, Finding finding, Mask region) {
    return Optional.ofNullable(boxes.get(finding))
        .map(mask -> new Traced(mask.and(region), Evidence.BOX));
  }

  private Optional<Traced> segmented(Map<Finding, float[]> seen, Finding finding, Mask region) {
    float[] highest = new float[region.width() * region.height()];
    for (Finding alike : Appearance.alike(finding)) {
      float[] values = seen.getOrDefault(alike, new float[highest.length]);
      for (int i = 0; i < highest.length; i++) {
        highest[i] = Math.max(highest[i], values[i]);
      }
    }
    double surest = region.bits().stream().mapToDouble(i -> highest[i]).max().orElse(0);
    if (surest < SURE) {
      return Optional.empty();
    }
    double calibrated = panel.calibration().mask(finding).map(MaskThreshold::pixel).orElse(PIXEL);
    double least = Math.max(0.1, Math.min(calibrated, OF_SUREST * surest));
    Mask mask = Mask.where(region.width(), region.height(), i -> highest[i] >= least).and(region);
    Mask whole = Components.cleaned(mask).filled().and(region); // the net leaves rings
    return Optional.of(new Traced(whole, Evidence.SEGMENTER));
  }

  private Optional<Traced> active(Radiograph film, Finding finding, Mask region) {
    if (classifier.isEmpty()
        || region.isEmpty()
        || classifier.get().probabilities(film, panel.calibration()).getOrDefault(finding, 0.0)
            < SURE) {
      return Optional.empty();
    }
    ActivationMap map = classifier.get().activation(film, finding);
    int width = film.width();
    double[] values =
        region.bits().stream().mapToDouble(i -> map.at(i % width, i / width)).sorted().toArray();
    double least = values[(int) (ACTIVE * (values.length - 1))];
    Mask mask =
        Mask.where(width, film.height(), i -> map.at(i % width, i / width) >= least).and(region);
    return Optional.of(new Traced(Components.cleaned(mask), Evidence.ACTIVATION));
  }

  private static Optional<String> fault(Optional<Traced> found, Mask region) {
    Mask mask = found.orElseThrow().mask();
    if (Components.cleaned(mask).isEmpty()) {
      return Optional.of("a speck");
    }
    boolean whole = mask.area() > MOST_OF_REGION * region.area();
    boolean heart = found.get().by() == Evidence.ANATOMY;
    return whole && !heart ? Optional.of("everywhere") : Optional.empty();
  }
}
