package ai.chestnut.evaluation.utility;

import ai.chestnut.layout.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Boxes of all films by falling score, each a hit or not. A box hits if it overlaps a true box of
 * its film by an intersection over union of {@value #HIT} that no surer box has hit before it
 * (Everingham et al. 2010, section 4.2, with the looser overlap usual for lesions without edges).
 */
final class RankedBoxes {

  /** Least intersection over union of a hit. */
  static final double HIT = 0.3;

  /** False boxes a film at which sensitivity is read: as in the LUNA16 challenge, its middle. */
  static final double[] FALSE_PER_FILM = {0.25, 0.5, 1, 2};

  private record Ranked(int film, double score, boolean hit) {}

  private final List<Ranked> ranked;
  private final int[] truths;

  private RankedBoxes(List<Ranked> ranked, int[] truths) {
    this.ranked = ranked;
    this.truths = truths;
  }

  static RankedBoxes of(List<List<BoxTask.Found>> found, List<List<Box>> truth) {
    List<Ranked> ranked = new ArrayList<>();
    int[] truths = new int[truth.size()];
    for (int film = 0; film < truths.length; film++) {
      List<Box> open = new ArrayList<>(truth.get(film));
      truths[film] = open.size();
      List<BoxTask.Found> surest = new ArrayList<>(found.get(film));
      surest.sort(Comparator.comparingDouble(one -> -one.score()));
      for (BoxTask.Found one : surest) {
        Optional<Box> hit =
            open.stream()
                .filter(box -> iou(box, one.box()) >= HIT)
                .max(Comparator.comparingDouble(box -> iou(box, one.box())));
        hit.ifPresent(open::remove);
        ranked.add(new Ranked(film, one.score(), hit.isPresent()));
      }
    }
    ranked.sort(Comparator.comparingDouble(one -> -one.score()));
    return new RankedBoxes(ranked, truths);
  }

  /**
   * Area under precision over recall, precision made monotone (Everingham et al. 2010, all points);
   * NaN if no film has a true box.
   */
  double averagePrecision(int[] films) {
    int[] times = times(films);
    double all = truths(times);
    List<double[]> points = new ArrayList<>(); // recall, precision
    double hits = 0;
    double said = 0;
    for (Ranked one : ranked) {
      int count = times[one.film()];
      said += count;
      hits += one.hit() ? count : 0;
      if (count > 0 && one.hit()) {
        points.add(new double[] {hits / all, hits / said});
      }
    }
    double area = 0;
    double best = 0;
    for (int i = points.size() - 1; i >= 0; i--) {
      best = Math.max(best, points.get(i)[1]);
      double before = i == 0 ? 0 : points.get(i - 1)[0];
      area += best * (points.get(i)[0] - before);
    }
    return all == 0 ? Double.NaN : area;
  }

  /** Mean share of true boxes hit at each of {@link #FALSE_PER_FILM}; NaN without true boxes. */
  double sensitivity(int[] films) {
    int[] times = times(films);
    double all = truths(times);
    double sum = 0;
    for (double allowed : FALSE_PER_FILM) {
      double hits = 0;
      double wrong = 0;
      for (Ranked one : ranked) {
        wrong += one.hit() ? 0 : times[one.film()];
        if (wrong > allowed * films.length) {
          break;
        }
        hits += one.hit() ? times[one.film()] : 0;
      }
      sum += hits / all;
    }
    return all == 0 ? Double.NaN : sum / FALSE_PER_FILM.length;
  }

  static double iou(Box one, Box other) {
    double width =
        Math.min(one.x() + one.width(), other.x() + other.width()) - Math.max(one.x(), other.x());
    double height =
        Math.min(one.y() + one.height(), other.y() + other.height()) - Math.max(one.y(), other.y());
    double both = Math.max(0, width) * Math.max(0, height);
    return both / (one.area() + other.area() - both);
  }

  private int[] times(int[] films) {
    int[] times = new int[truths.length];
    for (int film : films) {
      times[film]++;
    }
    return times;
  }

  private double truths(int[] times) {
    double all = 0;
    for (int film = 0; film < times.length; film++) {
      all += (double) times[film] * truths[film];
    }
    return all;
  }
}
