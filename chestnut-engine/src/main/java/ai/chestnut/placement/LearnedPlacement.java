package ai.chestnut.placement;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Components;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import java.util.EnumMap;
import java.util.Map;

/**
 * Places from a {@link LayoutGenerator}: its probabilities brought to the anatomy's size, one half
 * or more is in the mask, specks are dropped and holes filled. Drawn again, up to three times in
 * all, where a finding that was asked for has no place.
 */
public record LearnedPlacement(LayoutGenerator generator, LayoutSampling sampling)
    implements Placement {

  private static final int TRIES = 3;
  private static final double LIKELIER = 0.5;

  @Override
  public Placed place(AnatomyMap anatomy, Prompt prompt, RandomStream stream) {
    if (Placed.wanted(prompt).isEmpty() && sampling.wishes()) {
      PathologyMap raw = drawn(anatomy, prompt, stream.child("layout 1"));
      return new Placed(PathologyMap.none(anatomy.width(), anatomy.height()), raw, 1);
    }
    Placed best = placed(anatomy, prompt, stream, 1);
    for (int attempt = 2; attempt <= TRIES && !complete(best, prompt); attempt++) {
      Placed next = placed(anatomy, prompt, stream, attempt);
      if (next.pathology().masks().size() >= best.pathology().masks().size()) {
        best = next;
      }
    }
    return best;
  }

  private boolean complete(Placed placed, Prompt prompt) {
    return Placed.wanted(prompt).stream()
        .filter(finding -> generator.config().layer(finding) >= 0)
        .allMatch(finding -> placed.pathology().of(finding).isPresent());
  }

  private Placed placed(AnatomyMap anatomy, Prompt prompt, RandomStream stream, int attempt) {
    PathologyMap raw = drawn(anatomy, prompt, stream.child("layout " + attempt));
    return new Placed(Placed.cut(raw, prompt, anatomy), raw, attempt);
  }

  private PathologyMap drawn(AnatomyMap anatomy, Prompt prompt, RandomStream stream) {
    float[][] layers = generator.sample(anatomy, prompt, sampling, stream);
    Map<Finding, Mask> masks = new EnumMap<>(Finding.class);
    for (int layer = 0; layer < layers.length; layer++) {
      Finding finding = generator.config().findings().get(layer);
      Mask rough = upsampled(layers[layer], anatomy);
      Mask clean = Components.cleaned(rough);
      Mask whole = finding == Finding.SUPPORT_DEVICES ? clean : clean.filled();
      if (!whole.isEmpty()) {
        masks.put(finding, whole);
      }
    }
    return PathologyMap.of(anatomy.width(), anatomy.height(), masks);
  }

  /** Linear between the centres of cells. */
  private Mask upsampled(float[] cells, AnatomyMap anatomy) {
    int side = generator.config().side();
    boolean any = false;
    for (float cell : cells) {
      any |= cell >= LIKELIER;
    }
    int width = anatomy.width();
    int height = anatomy.height();
    if (!any) {
      return Mask.empty(width, height);
    }
    return Mask.where(
        width,
        height,
        i -> {
          double x = (i % width + 0.5) * side / width - 0.5;
          double y = (i / width + 0.5) * side / height - 0.5;
          return at(cells, side, x, y) >= LIKELIER;
        });
  }

  private static double at(float[] cells, int side, double x, double y) {
    double cx = Math.min(Math.max(x, 0), side - 1);
    double cy = Math.min(Math.max(y, 0), side - 1);
    int x0 = (int) cx;
    int y0 = (int) cy;
    int x1 = Math.min(side - 1, x0 + 1);
    int y1 = Math.min(side - 1, y0 + 1);
    double fx = cx - x0;
    double above = cells[y0 * side + x0] * (1 - fx) + cells[y0 * side + x1] * fx;
    double below = cells[y1 * side + x0] * (1 - fx) + cells[y1 * side + x1] * fx;
    return above + (below - above) * (cy - y0);
  }
}
