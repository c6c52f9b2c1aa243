package ai.chestnut.evaluation.utility;

import ai.chestnut.evaluation.Bootstrap;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.learner.Lesson;
import ai.chestnut.evaluation.learner.NetShape;
import ai.chestnut.evaluation.learner.SmallNet;
import ai.chestnut.layout.Box;
import ai.chestnut.layout.Components;
import ai.chestnut.layout.Mask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Boxes around each part of the target, read off a map of probabilities: at each of a few
 * thresholds the connected parts, scored by the highest probability inside; of boxes that overlap
 * by {@value #SAME} the best stays. Scored by {@link RankedBoxes}.
 */
record BoxTask(Target what) implements UtilityTask {

  private static final double SAME = 0.5;
  private static final double[] THRESHOLDS = {0.2, 0.5, 0.8};

  /** A box that was said, and how surely. */
  record Found(Box box, double score) {}

  @Override
  public SmallNet net(NetShape shape, long seed) {
    return SmallNet.segmenter(shape, 1, seed);
  }

  @Override
  public Optional<byte[]> target(
      FilmSet set, int film, UtilityRecipe.Unmentioned unmentioned, int side) {
    return what.in(set.entries().get(film), set.declared(film))
        .map(mask -> Lesson.square(mask, side));
  }

  @Override
  public Answers answers(List<float[]> said, List<byte[]> targets, int side) {
    List<List<Found>> found = said.stream().map(map -> boxes(map, side)).toList();
    List<List<Box>> truth = targets.stream().map(target -> boxes(target, side)).toList();
    RankedBoxes ranked = RankedBoxes.of(found, truth);
    Map<String, Bootstrap.Statistic> measures = new LinkedHashMap<>();
    measures.put("AP at IoU " + RankedBoxes.HIT, ranked::averagePrecision);
    measures.put("FROC sensitivity", ranked::sensitivity);
    return new Answers(measures);
  }

  private static List<Box> boxes(byte[] target, int side) {
    Mask mask = Mask.where(side, side, i -> target[i] == 1);
    return Components.boxes(Components.cleaned(mask));
  }

  static List<Found> boxes(float[] map, int side) {
    List<Found> all = new ArrayList<>();
    for (double threshold : THRESHOLDS) {
      Mask mask = Components.cleaned(Mask.where(side, side, i -> map[i] >= threshold));
      for (Mask part : Components.of(mask)) {
        double highest = part.bits().stream().mapToDouble(i -> map[i]).max().orElse(0);
        all.add(new Found(part.bounds().orElseThrow(), highest));
      }
    }
    all.sort(Comparator.comparingDouble(one -> -one.score())); // stable: the wider of equals first
    List<Found> best = new ArrayList<>();
    for (Found one : all) {
      if (best.stream().allMatch(kept -> RankedBoxes.iou(kept.box(), one.box()) < SAME)) {
        best.add(one);
      }
    }
    return best;
  }
}
