package ai.chestnut.phantom;

import ai.chestnut.layout.PathologyMap;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Draws procedural chest radiographs with exact masks. */
public final class ThoraxPhantom {

  /** The smallest and largest side, in pixels. */
  public static final int MIN_SIZE = 32;

  public static final int MAX_SIZE = 1024;

  private ThoraxPhantom() {}

  /** A body without findings; view and sex are drawn where they are not given. */
  public static PhantomStudy sample(
      PhantomFamily family, RandomStream stream, int size, Optional<View> view, Optional<Sex> sex) {
    requireSize(size);
    RandomStream who = stream.child("who");
    View seen = view.orElse(who.chance(0.7) ? View.PA : View.AP);
    Sex born = sex.orElse(who.chance(0.5) ? Sex.FEMALE : Sex.MALE);
    int age = 20 + who.nextInt(70);
    double ratio = ThoraxSampler.heartRatio(family, who);
    Thorax thorax = ThoraxSampler.draw(family, size, seen, born, ratio, stream.child("body"));
    RandomStream light = stream.child("film");
    Exposure exposure = Exposure.draw(family.film(), light);
    double bone = family.film().boneContrast().draw(light) * (age > 65 ? 0.88 : 1);
    Projection projection = Projector.project(thorax, bone);
    float[] loss = projection.attenuation();
    texture(loss, projection.air(), size, family.film().texture().draw(light), stream);
    float[] film = exposure.film(exposure.detected(loss, size), size, stream.child("noise"));
    Prompt prompt =
        Prompt.of(
            Optional.of(seen), Optional.of(born), OptionalInt.of(age), List.<Observation>of());
    return new PhantomStudy(
        Radiograph.ofUnit(size, size, 8, film),
        projection.anatomy(),
        PathologyMap.none(size, size),
        prompt,
        family.name());
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

  static void requireSize(int size) {
    if (size < MIN_SIZE || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "phantom size: got " + size + ", expected " + MIN_SIZE + ".." + MAX_SIZE);
    }
  }
}
