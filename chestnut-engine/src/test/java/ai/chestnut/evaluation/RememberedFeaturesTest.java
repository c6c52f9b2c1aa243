package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.radiograph.Radiograph;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RememberedFeaturesTest {

  @Test
  void everyPictureIsLookedAtOnce() {
    AtomicInteger looks = new AtomicInteger();
    FeatureSpace pixels = new PixelFeatures(2);
    FeatureSpace counting =
        new FeatureSpace() {
          @Override
          public String name() {
            return pixels.name();
          }

          @Override
          public int dimension() {
            return pixels.dimension();
          }

          @Override
          public double[] of(Radiograph film) {
            looks.incrementAndGet();
            return pixels.of(film);
          }
        };
    RememberedFeatures remembered = new RememberedFeatures(counting);
    Radiograph one = Radiograph.of(2, 2, 8, new short[] {0, 255, 0, 255});
    Radiograph other = Radiograph.of(2, 2, 8, new short[] {0, 255, 255, 0});
    double[] first = remembered.of(one);
    assertThat(first).containsExactly(pixels.of(one));
    first[0] = 7; // what was handed out is the caller's
    assertThat(remembered.of(one)).containsExactly(pixels.of(one));
    assertThat(remembered.of(other)).containsExactly(pixels.of(other));
    assertThat(looks).hasValue(2);
  }
}
