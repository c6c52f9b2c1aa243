package ai.chestnut.placement;

import ai.chestnut.layout.AllowedRegion;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import java.util.List;
import java.util.Optional;

/**
 * Places by rule, for comparison with learned ones: in the allowed region of each side that is
 * asked for, an ellipse about a random pixel, as large as the severity says; effusions fill from
 * below, an enlarged heart is the heart.
 */
public record RulePlacement() implements Placement {

  @Override
  public Placed place(AnatomyMap anatomy, Prompt prompt, RandomStream stream) {
    PathologyMap drawn = PathologyMap.none(anatomy.width(), anatomy.height());
    for (Observation one : prompt.observations()) {
      if (one.certainty() != Certainty.ABSENT) {
        RandomStream own = stream.child("rule " + one.finding().slug());
        drawn = drawn.with(one.finding(), mask(one, anatomy, own));
      }
    }
    return new Placed(Placed.cut(drawn, prompt, anatomy), drawn, 1);
  }

  private static Mask mask(Observation one, AnatomyMap anatomy, RandomStream stream) {
    if (one.finding() == Finding.CARDIOMEGALY) {
      return anatomy.of(Anatomy.HEART);
    }
    Optional<Laterality> side =
        one.laterality().isPresent() || AllowedRegion.of(one, anatomy).isEmpty()
            ? one.laterality()
            : Optional.of(stream.chance(0.5) ? Laterality.LEFT : Laterality.RIGHT);
    List<Laterality> sides =
        side.filter(Laterality.BILATERAL::equals).isPresent()
            ? List.of(Laterality.LEFT, Laterality.RIGHT)
            : side.map(List::of).orElse(List.of(Laterality.BILATERAL));
    Mask all = Mask.empty(anatomy.width(), anatomy.height());
    for (Laterality each : sides) {
      Mask region = AllowedRegion.of(one.finding(), Optional.of(each), one.zones(), anatomy);
      if (!region.isEmpty()) {
        all = all.or(share(one, region, stream));
      }
    }
    return all;
  }

  private static Mask share(Observation one, Mask region, RandomStream stream) {
    double share =
        switch (one.severity().orElse(Severity.MODERATE)) {
          case SMALL -> 0.08;
          case MODERATE -> 0.2;
          case LARGE -> 0.5;
        };
    int[] pixels = region.bits().stream().toArray();
    if (one.finding() == Finding.PLEURAL_EFFUSION) {
      int from = pixels[(int) ((1 - share) * (pixels.length - 1))];
      return Mask.where(region.width(), region.height(), i -> i >= from).and(region);
    }
    int middle = pixels[stream.nextInt(pixels.length)];
    double aspect = stream.uniform(0.7, 1.4);
    double radius = Math.sqrt(share * pixels.length / Math.PI);
    int width = region.width();
    return Mask.where(
            width,
            region.height(),
            i -> {
              double x = (i % width - middle % width) / (radius * aspect);
              double y = (i / width - middle / width) * aspect / radius;
              return x * x + y * y <= 1;
            })
        .and(region);
  }
}
