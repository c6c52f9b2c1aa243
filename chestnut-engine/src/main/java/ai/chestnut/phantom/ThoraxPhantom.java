package ai.chestnut.phantom;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Draws procedural chest radiographs with exact masks. The same arguments give the same film; body,
 * lesions and noise have streams of their own, so that a body looks the same with and without
 * findings.
 */
public final class ThoraxPhantom {

  /** The smallest side, in pixels. */
  public static final int MIN_SIZE = 32;

  /** The largest side, in pixels. */
  public static final int MAX_SIZE = 1024;

  /** A measured cardiothoracic ratio above this is reported as cardiomegaly. */
  private static final double LARGE_HEART = 0.55;

  /** The ratio of a heart that is to pass as normal stays below this. */
  private static final double NORMAL_HEART = 0.54;

  private ThoraxPhantom() {}

  /** Who lies or stands before the detector. */
  private record Patient(View view, Sex sex, int age, double heartRatio) {}

  /**
   * A body of any cardiothoracic ratio without other findings; a ratio above 0.55 is reported as
   * cardiomegaly.
   *
   * @param size side of the film in pixels, 32..1024
   * @param view drawn if empty, as is {@code sex}
   */
  public static PhantomStudy sample(
      PhantomFamily family, RandomStream stream, int size, Optional<View> view, Optional<Sex> sex) {
    RandomStream who = stream.child("who");
    double ratio = ThoraxSampler.heartRatio(family, stream.child("ratio"));
    return build(family, stream, size, patient(who, view, sex, ratio), List.of());
  }

  /**
   * A body with these findings and no other: unless cardiomegaly is among them, the heart is of
   * normal size.
   *
   * @param observations absent ones are kept in the prompt and not drawn
   * @throws ai.chestnut.failure.RequestException for a finding that the lesion engine cannot draw
   */
  public static PhantomStudy sampleWith(
      PhantomFamily family,
      RandomStream stream,
      int size,
      Optional<View> view,
      Optional<Sex> sex,
      List<Observation> observations) {
    RandomStream who = stream.child("who");
    Range range = family.build().heartRatio();
    double ratio = stream.child("ratio").uniform(range.low(), NORMAL_HEART);
    return build(family, stream, size, patient(who, view, sex, ratio), observations);
  }

  private static Patient patient(
      RandomStream who, Optional<View> view, Optional<Sex> sex, double ratio) {
    View drawnView = who.chance(0.7) ? View.PA : View.AP;
    Sex drawnSex = who.chance(0.5) ? Sex.FEMALE : Sex.MALE;
    int age = 20 + who.nextInt(70);
    return new Patient(view.orElse(drawnView), sex.orElse(drawnSex), age, ratio);
  }

  private static PhantomStudy build(
      PhantomFamily family,
      RandomStream stream,
      int size,
      Patient patient,
      List<Observation> observations) {
    requireSize(size);
    List<Observation> chosen = new ArrayList<>();
    for (int i = 0; i < observations.size(); i++) {
      Observation one = observations.get(i);
      boolean drawn = one.certainty() != Certainty.ABSENT;
      chosen.add(drawn ? LesionEngine.chosen(one, stream.child("choice" + i)) : one);
    }
    double ratio = heartRatio(patient, chosen, stream.child("heart"));
    Thorax thorax =
        ThoraxSampler.draw(
            family, size, patient.view(), patient.sex(), ratio, stream.child("body"));
    RandomStream light = stream.child("film");
    Exposure exposure = Exposure.draw(family.film(), light);
    double bone = family.film().boneContrast().draw(light) * (patient.age() > 65 ? 0.88 : 1);
    Projection projection = Projector.project(thorax, bone);
    double texture = family.film().texture().draw(light);
    texture(projection.attenuation(), projection.air(), size, texture, stream);
    float[] log = exposure.detected(projection.attenuation(), size);
    AnatomyMap anatomy = projection.anatomy();
    PathologyMap pathology = PathologyMap.none(size, size);
    for (Observation one : inDrawingOrder(chosen)) {
      if (one.finding() == Finding.CARDIOMEGALY) {
        continue; // the body was built with it; its mask follows when nothing moves any more
      }
      RandomStream own = stream.child("lesion/" + one.finding().slug() + one.laterality());
      Lesion.Change change = LesionEngine.change(size, size, log, anatomy, one, own);
      log = change.log();
      anatomy = change.anatomy();
      pathology = pathology.with(one.finding(), change.mask());
    }
    if (observations.isEmpty()) {
      derivedHeart(anatomy).ifPresent(chosen::add);
    }
    for (Observation one : inDrawingOrder(chosen)) {
      if (one.finding() == Finding.CARDIOMEGALY) {
        pathology = pathology.with(one.finding(), anatomy.of(Anatomy.HEART));
      }
    }
    float[] film = exposure.film(log, size, stream.child("noise"));
    Prompt prompt =
        Prompt.of(
            Optional.of(patient.view()),
            Optional.of(patient.sex()),
            OptionalInt.of(patient.age()),
            List.copyOf(chosen));
    return new PhantomStudy(
        Radiograph.ofUnit(size, size, 8, film), anatomy, pathology, prompt, family.name());
  }

  /** Present and uncertain ones; those that move the picture come first. */
  private static List<Observation> inDrawingOrder(List<Observation> observations) {
    return observations.stream()
        .filter(o -> o.certainty() != Certainty.ABSENT)
        .sorted(Comparator.comparing(o -> !moves(o.finding())))
        .toList();
  }

  private static boolean moves(Finding finding) {
    return finding == Finding.ATELECTASIS || finding == Finding.ENLARGED_CARDIOMEDIASTINUM;
  }

  private static double heartRatio(Patient patient, List<Observation> chosen, RandomStream stream) {
    return inDrawingOrder(chosen).stream()
        .filter(o -> o.finding() == Finding.CARDIOMEGALY)
        .findFirst()
        .map(
            o ->
                switch (o.severity().orElse(Severity.MODERATE)) {
                  case SMALL -> stream.uniform(0.545, 0.575);
                  case MODERATE -> stream.uniform(0.585, 0.615);
                  case LARGE -> stream.uniform(0.625, 0.75);
                })
        .orElse(patient.heartRatio());
  }

  private static Optional<Observation> derivedHeart(AnatomyMap anatomy) {
    double ratio = anatomy.cardiothoracicRatio().orElse(0);
    if (ratio <= LARGE_HEART) {
      return Optional.empty();
    }
    Severity severity = ratio < 0.58 ? Severity.SMALL : Severity.MODERATE;
    return Optional.of(
        Observation.present(Finding.CARDIOMEGALY)
            .withSeverity(ratio < 0.62 ? severity : Severity.LARGE));
  }

  /** The fine pattern of lung, in proportion to its depth, and the unevenness of soft tissue. */
  private static void texture(
      float[] loss, float[] air, int size, double strength, RandomStream stream) {
    float[] fine = SmoothNoise.octaves(size, 24, 192, 0.75, stream.child("parenchyma"));
    float[] broad = SmoothNoise.octaves(size, 3, 24, 0.6, stream.child("tissue"));
    for (int i = 0; i < loss.length; i++) {
      double lung = strength * air[i] * (0.2 * fine[i] + 0.2 * broad[i]);
      double body = loss[i] > 0 ? 0.022 * loss[i] * broad[i] : 0;
      loss[i] = (float) Math.max(0, loss[i] + lung + body);
    }
  }

  private static void requireSize(int size) {
    if (size < MIN_SIZE || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "phantom size: got " + size + ", expected " + MIN_SIZE + ".." + MAX_SIZE);
    }
  }
}
