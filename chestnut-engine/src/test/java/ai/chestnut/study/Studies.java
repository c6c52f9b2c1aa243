package ai.chestnut.study;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.OverlapLayer;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Small studies for tests, made of noise and rectangles. */
public final class Studies {

  private static final int SIDE = 32;

  private Studies() {}

  /** A film of noise without masks. */
  public static StudyBundle bare(int index) {
    return bare(index, 8);
  }

  static StudyBundle bare(int index, int bitDepth) {
    SyntheticStudy study =
        SyntheticStudy.unverified(
            Asked.of("text", prompt(), 7, index), "A \"report\",\nof two lines: ü.", provenance());
    return StudyBundle.of(study, film(index, bitDepth));
  }

  /** A film of noise with every kind of file and field. */
  public static StudyBundle full(int index) {
    TreeMap<String, Double> measures = new TreeMap<>(Map.of("auc", 0.93, "ece", 1.0 / 3));
    SyntheticStudy study =
        new SyntheticStudy(
            SyntheticStudy.idOf(index),
            Asked.of("aurad", prompt(), Long.MIN_VALUE, index),
            "Effusion.",
            Map.of(Finding.PLEURAL_EFFUSION, new VerifiedLabel(0.1, false)),
            AnatomySource.GENERATED,
            new TreeMap<>(Map.of("finding-classifier", measures)),
            new Verdict(false, 4, List.of("effusion not seen")),
            new Provenance(
                true,
                "chestnut 0.1.0",
                List.of(new ModelUsed("mu", "0".repeat(64))),
                new Facts(Map.of("steps", 25, "eta", 0.1f, "shape", List.of(1, 2), "name", "heun")),
                Facts.NONE.with("latentClassOptimisation", Map.of("steps", 3, "loss", 0.5))));
    byte[] codes = new byte[SIDE * SIDE];
    Mask heart = box(12, 12, 9, 12);
    heart.bits().stream().forEach(i -> codes[i] = 3);
    box(22, 4, 8, 24).bits().stream().forEach(i -> codes[i] = 1);
    Mask effusion = box(22, 20, 8, 6).or(box(2, 24, 4, 4));
    return new StudyBundle(
        study,
        film(index, 8),
        Optional.of(
            AnatomyMap.of(SIDE, SIDE, codes, Map.of(OverlapLayer.RIBS, box(0, 5, SIDE, 2)))),
        PathologyMap.of(SIDE, SIDE, Map.of(Finding.PLEURAL_EFFUSION, effusion)));
  }

  private static Prompt prompt() {
    return new Prompt(
        "Left effusion, \"small\"; flumox.",
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        List.of(
            new Observation(
                Finding.PLEURAL_EFFUSION,
                Optional.of(Laterality.LEFT),
                List.of(Zone.LOWER),
                Optional.of(Severity.SMALL),
                Certainty.PRESENT),
            Observation.present(Finding.EDEMA).withCertainty(Certainty.UNCERTAIN)),
        List.of("flumox"));
  }

  private static Provenance provenance() {
    return Provenance.of("chestnut 0.1.0", List.of(), Facts.NONE);
  }

  private static Radiograph film(int index, int bitDepth) {
    RandomStream noise = RandomStream.of(1, index, "film");
    float[] unit = new float[SIDE * SIDE];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) noise.nextDouble();
    }
    return Radiograph.ofUnit(SIDE, SIDE, bitDepth, unit);
  }

  private static Mask box(int x, int y, int width, int height) {
    return Mask.where(
        SIDE,
        SIDE,
        i -> i % SIDE >= x && i % SIDE < x + width && i / SIDE >= y && i / SIDE < y + height);
  }
}
