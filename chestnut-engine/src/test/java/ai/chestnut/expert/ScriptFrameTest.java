package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.radiograph.Radiograph;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ScriptFrameTest {

  @Test
  void greyBecomesTheRangeThenIsNormalised() {
    ScriptInput input =
        new ScriptInput(
            8,
            3,
            ScriptInput.Fit.PAD,
            1,
            -1024,
            1024,
            List.of(0.0, 1.0, 2.0),
            List.of(1.0, 2.0, 4.0),
            Map.of());
    Radiograph film = Radiograph.of(2, 1, 8, new short[] {0, 255});
    float[] values = ScriptFrame.of(film, input).values(film, input);
    assertThat(values).hasSize(3 * 64);
    assertThat(values[0]).isEqualTo(-1024); // the surround is black
    assertThat(values[64]).isEqualTo(-1025f / 2);
    assertThat(values[128]).isEqualTo(-1026f / 4);
    assertThat(values[8 * 4 + 7]).isEqualTo(1024, within(0.01f));
    assertThat(values[128 + 8 * 4 + 7]).isEqualTo(1022f / 4, within(0.01f));
  }

  /** Slow path: the frame that our own nets look through. */
  @Property(tries = 40)
  void paddedPlanesComeBackAsThroughTheFilmFrame(
      @ForAll @IntRange(min = 1, max = 70) int width,
      @ForAll @IntRange(min = 1, max = 70) int height,
      @ForAll @IntRange(min = 8, max = 40) int side,
      @ForAll @IntRange(min = 1, max = 40) int resolution) {
    Radiograph film = Radiograph.of(width, height, 8, new short[width * height]);
    float[] planes = planes(resolution);
    float[] expected = FilmFrame.of(film, side).spread(planes, 1, resolution);
    float[] got =
        ScriptFrame.of(film, input(side, ScriptInput.Fit.PAD, 1)).spread(planes, 1, resolution);
    assertThat(got).containsExactly(expected, within(1e-4f));
  }

  @Property(tries = 40)
  void aPlaneThatIsTheInputComesBackAsTheFilm(
      @ForAll @IntRange(min = 16, max = 60) int width,
      @ForAll @IntRange(min = 16, max = 60) int height,
      @ForAll ScriptInput.Fit fit) {
    float[] ramp = new float[width * height];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (i % width + 0.5f) / width / 2 + (i / width + 0.5f) / height / 2;
    }
    Radiograph film = Radiograph.ofUnit(width, height, 16, ramp);
    ScriptInput input = input(64, fit, 1);
    ScriptFrame frame = ScriptFrame.of(film, input);
    float[] back = frame.spread(frame.values(film, input), 0, 64);
    for (int i = 0; i < ramp.length; i++) {
      boolean seen = back[i] != ScriptFrame.UNSEEN;
      assertThat(seen).isEqualTo(fit != ScriptInput.Fit.CROP || inCrop(i, width, height));
      if (seen) {
        assertThat(back[i]).isEqualTo(ramp[i], within(0.03f));
      }
    }
  }

  private static boolean inCrop(int i, int width, int height) {
    int kept = Math.min(width, height);
    int x = i % width - (width - kept) / 2;
    int y = i / width - (height - kept) / 2;
    return x >= 0 && y >= 0 && x < kept && y < kept;
  }

  private static ScriptInput input(int side, ScriptInput.Fit fit, double field) {
    return new ScriptInput(
        side,
        1,
        fit,
        field,
        0,
        1,
        Collections.singletonList(0.0),
        Collections.singletonList(1.0),
        Map.of());
  }

  private static float[] planes(int resolution) {
    float[] planes = new float[2 * resolution * resolution];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = i * 37 % 101 / 101f;
    }
    return planes;
  }
}
