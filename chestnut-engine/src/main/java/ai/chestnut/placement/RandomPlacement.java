package ai.chestnut.placement;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Places by chance, for comparison: every finding is there with its own frequency whatever is asked
 * for, as a disc anywhere in the picture. Nothing is cut away.
 *
 * @param frequencies of findings, 0 to 1
 */
public record RandomPlacement(Map<Finding, Double> frequencies) implements Placement {

  private static final double LEAST = 0.02;
  private static final double MOST = 0.15;

  public RandomPlacement {
    Map<Finding, Double> sorted = new EnumMap<>(Finding.class);
    sorted.putAll(frequencies);
    frequencies = Collections.unmodifiableMap(sorted);
  }

  @Override
  public Placed place(AnatomyMap anatomy, Prompt prompt, RandomStream stream) {
    int width = anatomy.width();
    int height = anatomy.height();
    Map<Finding, Mask> masks = new EnumMap<>(Finding.class);
    frequencies.forEach(
        (finding, frequency) -> {
          RandomStream own = stream.child("chance " + finding.slug());
          if (own.chance(frequency)) {
            double x = own.uniform(0, width);
            double y = own.uniform(0, height);
            double radius = own.uniform(LEAST, MOST) * width;
            masks.put(
                finding,
                Mask.where(
                    width,
                    height,
                    i -> Math.hypot(i % width + 0.5 - x, i / width + 0.5 - y) <= radius));
          }
        });
    PathologyMap drawn = PathologyMap.of(width, height, masks);
    return new Placed(drawn, drawn, 1);
  }
}
