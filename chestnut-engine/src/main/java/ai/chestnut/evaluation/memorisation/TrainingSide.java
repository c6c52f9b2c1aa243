package ai.chestnut.evaluation.memorisation;

import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.FeatureSpace;
import ai.chestnut.evaluation.FilmPoints;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.films.FilmSets;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What synthetic films are held against.
 *
 * @param name where it comes from, without a path
 * @param train points of the films that a generator was trained on
 * @param heldOut points of films of other people
 * @param films the films themselves, where they are at hand
 */
public record TrainingSide(
    String name, FilmPoints train, FilmPoints heldOut, Optional<Films> films) {

  /** Films of both kinds, in the order of their points. */
  public record Films(FilmSet train, FilmSet heldOut) {}

  /**
   * The films of a manifest: its training split, held out its other two.
   *
   * @throws RequestException if it has not both
   */
  public static TrainingSide ofManifest(Path place, FeatureSpace features, Progress progress) {
    if (!FilmSets.hasSplit(place, Split.TRAIN)
        || !(FilmSets.hasSplit(place, Split.TEST) || FilmSets.hasSplit(place, Split.VAL))) {
      throw new RequestException(
          "real films",
          "memorisation",
          "no manifest with rows in train and in val or test",
          "one, or --bank FILE");
    }
    FilmSet train = FilmSets.open(place, Set.of(Split.TRAIN));
    FilmSet heldOut = FilmSets.open(place, Set.of(Split.VAL, Split.TEST));
    PointReader reader = new PointReader(features, progress);
    return new TrainingSide(
        train.name(),
        reader.of("training films", train),
        reader.of("held-out films", heldOut),
        Optional.of(new Films(train, heldOut)));
  }

  /**
   * Checks synthetic films; where the training films are at hand, copies are also looked for among
   * shifted, zoomed and turned films.
   *
   * @param made the synthetic films' points in the same space
   */
  public MemorisationCheck check(
      FilmSet synthetic, FilmPoints made, FeatureSpace features, Progress progress) {
    MemorisationCheck plain = MemorisationCheck.of(features.name(), made, train, heldOut);
    return films
        .map(
            real -> {
              boolean same = features.equals(MovedCopies.SPACE);
              FilmPoints pixels =
                  same
                      ? train
                      : new PointReader(MovedCopies.SPACE, progress)
                          .of("training films", real.train());
              return plain.withCopies(MovedCopies.of(synthetic, pixels, real.heldOut(), progress));
            })
        .orElse(plain);
  }

  /**
   * The films of a bank.
   *
   * @throws RequestException if its points are of another feature space
   */
  public static TrainingSide ofBank(Path file, FeatureSpace features) {
    EmbeddingBank bank = EmbeddingBank.read(file);
    if (!bank.header().features().equals(features.name())) {
      throw new RequestException(
          "features", "--bank", features.name(), bank.header().features() + ", as the bank has");
    }
    return new TrainingSide(
        "bank " + file.getFileName() + " (" + bank.header().dataSha256().substring(0, 12) + ")",
        bank.train(),
        bank.heldOut(),
        Optional.empty());
  }
}
