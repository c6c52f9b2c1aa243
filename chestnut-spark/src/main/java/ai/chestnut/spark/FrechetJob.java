package ai.chestnut.spark;

import ai.chestnut.evaluation.FilmFiles;
import ai.chestnut.evaluation.FrechetDistance;
import ai.chestnut.evaluation.JudgeFeatures;
import ai.chestnut.evaluation.SetStatistics;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The Fréchet distance between two folders of films that every executor can see, in the judge's
 * features. Each partition sums its own films; the sums are whole numbers, so that merged they have
 * the bits of one machine's, however many partitions there are and whichever comes first.
 */
public final class FrechetJob {

  private final JavaSparkContext spark;

  public FrechetJob(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** One line: the figure, how many films, and the space. */
  String line(String real, String synthetic) {
    SetStatistics one = statistics(real);
    SetStatistics other = statistics(synthetic);
    return String.format(
        Locale.ROOT,
        "Frechet distance %.6g, %d and %d films, features %s",
        FrechetDistance.between(one, other),
        one.count(),
        other.count(),
        Space.get().name());
  }

  /** Mean and covariance of the films of a folder. */
  public SetStatistics statistics(String folder) {
    List<String> films =
        FilmFiles.in(Path.of(folder), Optional.empty()).stream().map(Path::toString).toList();
    if (films.size() < 2) {
      throw new RequestException("films", folder, films.size() + "", "at least two");
    }
    return spark
        .parallelize(films)
        .mapPartitions(FrechetJob::summed)
        .reduce(
            (one, other) -> {
              one.merge(other);
              return one;
            });
  }

  private static Iterator<SetStatistics> summed(Iterator<String> films) {
    SetStatistics sums = new SetStatistics(Space.get().dimension());
    films.forEachRemaining(
        film -> {
          synchronized (Space.class) {
            sums.add(Space.get().of(RadiographFiles.read(Path.of(film))));
          }
        });
    return List.of(sums).iterator();
  }

  /** The judge of an executor, loaded once. */
  private static final class Space {

    private static final JudgeFeatures FEATURES =
        new JudgeFeatures(
            Catalogue.standard()
                .judges(Device.CPU)
                .orElseThrow(
                    () ->
                        new RequestException(
                            "judge", "weights", "none installed", "the judge experts")));

    private Space() {}

    static JudgeFeatures get() {
      return FEATURES;
    }
  }
}
