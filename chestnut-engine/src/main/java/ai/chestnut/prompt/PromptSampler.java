package ai.chestnut.prompt;

import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Draws plausible prompts: who, which view, and findings that come together in patients. The
 * patterns and their weights are ours, made to cover the vocabulary, not measured in a population.
 *
 * @param normalShare share of prompts without any finding, 0 to 1
 * @param uncertainShare share of findings that are only possible, 0 to 1
 * @param absentShare share of prompts that deny a finding, too, 0 to 1
 */
public record PromptSampler(double normalShare, double uncertainShare, double absentShare) {

  private static final int YOUNGEST_YEARS = 18;
  private static final int OLDEST_YEARS = 95;
  private static final double AP_SHARE = 0.35;

  /** Findings that one patient can have together, the leading one first. */
  private static final List<List<Finding>> PATTERNS =
      List.of(
          List.of(Finding.CARDIOMEGALY, Finding.EDEMA, Finding.PLEURAL_EFFUSION),
          List.of(Finding.CARDIOMEGALY),
          List.of(Finding.PLEURAL_EFFUSION, Finding.ATELECTASIS),
          List.of(Finding.PLEURAL_EFFUSION),
          List.of(Finding.PNEUMONIA, Finding.CONSOLIDATION, Finding.PLEURAL_EFFUSION),
          List.of(Finding.BACTERIAL_PNEUMONIA, Finding.PLEURAL_EFFUSION),
          List.of(Finding.VIRAL_PNEUMONIA),
          List.of(Finding.COVID_19, Finding.LUNG_OPACITY),
          List.of(Finding.LUNG_OPACITY),
          List.of(Finding.INFILTRATION),
          List.of(Finding.CONSOLIDATION),
          List.of(Finding.PNEUMOTHORAX, Finding.FRACTURE),
          List.of(Finding.PNEUMOTHORAX, Finding.SUPPORT_DEVICES),
          List.of(Finding.PNEUMOTHORAX),
          List.of(Finding.NODULE),
          List.of(Finding.MASS, Finding.ATELECTASIS),
          List.of(Finding.LUNG_LESION),
          List.of(Finding.TUBERCULOSIS, Finding.PLEURAL_THICKENING),
          List.of(Finding.EMPHYSEMA, Finding.NODULE),
          List.of(Finding.EMPHYSEMA),
          List.of(Finding.FIBROSIS, Finding.PLEURAL_THICKENING),
          List.of(Finding.PLEURAL_OTHER),
          List.of(Finding.HERNIA),
          List.of(Finding.ENLARGED_CARDIOMEDIASTINUM, Finding.CARDIOMEGALY),
          List.of(Finding.SUPPORT_DEVICES, Finding.EDEMA),
          List.of(Finding.ATELECTASIS));

  private static final List<Finding> OFTEN_DENIED =
      List.of(Finding.PNEUMOTHORAX, Finding.PLEURAL_EFFUSION, Finding.CONSOLIDATION);

  /**
   * @throws IllegalArgumentException if a share is outside 0 to 1
   */
  public PromptSampler {
    requireShare("normalShare", normalShare);
    requireShare("uncertainShare", uncertainShare);
    requireShare("absentShare", absentShare);
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + ": got " + share + ", expected 0 to 1");
    }
  }

  /** A quarter normal, a tenth of findings uncertain, a third of prompts with a denial. */
  public static PromptSampler standard() {
    return new PromptSampler(0.25, 0.1, 0.33);
  }

  public PromptSampler withNormalShare(double share) {
    return new PromptSampler(share, uncertainShare, absentShare);
  }

  /** One prompt, always usable; the same stream gives the same prompt. */
  public Prompt sample(RandomStream random) {
    Optional<View> view = Optional.of(random.chance(AP_SHARE) ? View.AP : View.PA);
    Optional<Sex> sex = Optional.of(random.pick(List.of(Sex.values())));
    int age = YOUNGEST_YEARS + random.nextInt(OLDEST_YEARS - YOUNGEST_YEARS + 1);
    List<Observation> seen = new ArrayList<>();
    if (!random.chance(normalShare)) {
      List<Finding> pattern = random.pick(PATTERNS);
      Optional<Laterality> side = oneSide(random);
      for (Finding finding : pattern.subList(0, 1 + random.nextInt(pattern.size()))) {
        seen.add(observation(finding, side, random));
      }
    }
    if (random.chance(absentShare)) {
      Finding denied = random.pick(OFTEN_DENIED);
      if (seen.stream().noneMatch(o -> o.finding() == denied)) {
        seen.add(Observation.present(denied).withCertainty(Certainty.ABSENT));
      }
    }
    return Prompt.of(view, sex, OptionalInt.of(age), seen);
  }

  private Observation observation(
      Finding finding, Optional<Laterality> shared, RandomStream random) {
    Observation seen = Observation.present(finding);
    Optional<Laterality> side = side(finding, shared, random);
    if (side.isPresent()) {
      seen = seen.withLaterality(side.get());
    }
    if (random.chance(zoneShare(finding))) {
      seen = seen.withZones(List.of(random.pick(sorted(finding))));
    }
    if (finding != Finding.SUPPORT_DEVICES && random.chance(0.6)) {
      seen = seen.withSeverity(random.pick(List.of(Severity.values())));
    }
    return random.chance(uncertainShare) ? seen.withCertainty(Certainty.UNCERTAIN) : seen;
  }

  /** What is in both lungs by nature, what has no side, and what lies with its neighbours. */
  private static Optional<Laterality> side(
      Finding finding, Optional<Laterality> shared, RandomStream random) {
    if (Places.of(finding).sides().isEmpty()) {
      return Optional.empty();
    }
    return switch (finding) {
      case EDEMA, EMPHYSEMA, FIBROSIS, COVID_19, VIRAL_PNEUMONIA ->
          random.chance(0.6) ? Optional.of(Laterality.BILATERAL) : Optional.empty();
      case HERNIA, SUPPORT_DEVICES -> Optional.empty();
      case PLEURAL_EFFUSION, ATELECTASIS, LUNG_OPACITY, PLEURAL_THICKENING ->
          random.chance(0.25) ? Optional.of(Laterality.BILATERAL) : shared;
      default -> shared;
    };
  }

  private static Optional<Laterality> oneSide(RandomStream random) {
    return Optional.of(random.chance(0.5) ? Laterality.LEFT : Laterality.RIGHT);
  }

  /** How often the zone is told; never where it goes without saying. */
  private static double zoneShare(Finding finding) {
    return switch (finding) {
      case CARDIOMEGALY,
          ENLARGED_CARDIOMEDIASTINUM,
          PLEURAL_EFFUSION,
          SUPPORT_DEVICES,
          HERNIA,
          FRACTURE,
          NO_FINDING ->
          0;
      case EDEMA, EMPHYSEMA, VIRAL_PNEUMONIA -> 0.2;
      case PNEUMOTHORAX, FIBROSIS, PLEURAL_OTHER, PLEURAL_THICKENING -> 0.4;
      default -> 0.7;
    };
  }

  private static List<Zone> sorted(Finding finding) {
    return Places.of(finding).zones().stream().sorted().toList();
  }
}
