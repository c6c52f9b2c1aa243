package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Films as points of one feature space, each with its name and the person it shows. Films of one
 * person are not independent, so whatever is drawn again is drawn by person.
 *
 * @param names one for each film; what a reader may look the film up by
 * @param people one for each film; equal for films of one person
 * @param points [n, d], finite
 */
public record FilmPoints(List<String> names, List<String> people, double[][] points) {

  public FilmPoints {
    names = List.copyOf(names);
    people = List.copyOf(people);
    if (names.size() != points.length || people.size() != points.length) {
      throw new IllegalArgumentException(
          "film points: got "
              + names.size()
              + " names, "
              + people.size()
              + " people and "
              + points.length
              + " points, expected equally many");
    }
    for (double[] point : points) {
      if (point.length != points[0].length || !Arrays.stream(point).allMatch(Double::isFinite)) {
        throw new RequestException(
            "features", "", "points of unequal length or not finite", "finite points of one space");
      }
    }
  }

  /** Films that each show somebody else. */
  public static FilmPoints apart(List<String> names, double[][] points) {
    return new FilmPoints(names, names, points);
  }

  public int size() {
    return points.length;
  }

  /** Numbers per film. */
  public int dimension() {
    return points.length == 0 ? 0 : points[0].length;
  }

  /** These films and others, in this order. */
  public FilmPoints and(FilmPoints others) {
    return new FilmPoints(
        Stream.concat(names.stream(), others.names.stream()).toList(),
        Stream.concat(people.stream(), others.people.stream()).toList(),
        Stream.concat(Arrays.stream(points), Arrays.stream(others.points))
            .toArray(double[][]::new));
  }

  /** These films alone, in this order. */
  public FilmPoints some(int[] films) {
    return new FilmPoints(
        Arrays.stream(films).mapToObj(names::get).toList(),
        Arrays.stream(films).mapToObj(people::get).toList(),
        Arrays.stream(films).mapToObj(film -> points[film]).toArray(double[][]::new));
  }

  /** At most so many films, drawn at random without replacement; in their order. */
  public FilmPoints atMost(int count, RandomStream random) {
    if (size() <= count) {
      return this;
    }
    int[] drawn = Arrays.copyOf(random.permutation(size()), count);
    Arrays.sort(drawn);
    return some(drawn);
  }
}
