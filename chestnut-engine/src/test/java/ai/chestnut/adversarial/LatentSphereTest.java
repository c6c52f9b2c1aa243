package ai.chestnut.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LatentSphereTest {

  private static float[] point(int seed, int d) {
    return LatentSphere.random(RandomStream.of(seed, 0, "point"), d);
  }

  @Property(tries = 100)
  void walksStayOnTheSphereAndAreEven(
      @ForAll @IntRange(max = 1000) int seed,
      @ForAll @IntRange(min = 2, max = 64) int d,
      @ForAll @DoubleRange(max = 1) double share) {
    float[] one = point(seed, d);
    float[] other = point(seed + 1, d);
    float[] between = LatentSphere.between(one, other, share);
    double whole = LatentSphere.angle(one, other);
    assertThat(LatentSphere.angle(one, between)).isCloseTo(share * whole, within(0.1));
    double square = 0;
    for (float value : between) {
      square += value * value;
    }
    assertThat(square).isCloseTo(d, within(1e-3 * d));
  }

  @Test
  void aPointMovedAlongADirectionTurnsTowardsIt() {
    float[] one = point(1, 16);
    float[] direction = point(2, 16);
    double before = LatentSphere.angle(one, direction);
    double near = LatentSphere.angle(LatentSphere.moved(one, direction, 0.5), direction);
    double far = LatentSphere.angle(LatentSphere.moved(one, direction, 2), direction);
    assertThat(far).isLessThan(near);
    assertThat(near).isLessThan(before);
    assertThat(LatentSphere.moved(one, direction, 0)).containsExactly(one, within(1e-5f));
  }

  @Test
  void aLatentWithoutDirectionIsRefused() {
    assertThatThrownBy(() -> LatentSphere.projected(new float[4]))
        .isInstanceOf(RequestException.class);
    assertThatThrownBy(() -> LatentSphere.projected(new float[] {Float.NaN, 1}))
        .isInstanceOf(RequestException.class);
  }
}
