package ai.chestnut.cli;

import ai.chestnut.Chestnut;
import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.FeatureSpace;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.films.FilmSets;
import ai.chestnut.evaluation.scorecard.Evaluation;
import ai.chestnut.failure.RequestException;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** What every kind of evaluation is asked with. */
record EvaluationRun(
    Session session,
    Optional<Path> real,
    Set<Split> splits,
    String features,
    String device,
    Set<String> metrics) {

  Path realFilms() {
    return real.orElseThrow(
        () -> new RequestException("real films", "--real", "none", "a folder or a manifest"));
  }

  FilmSet realSet() {
    return FilmSets.open(realFilms(), splits);
  }

  /** The films that generators are trained on, where the real films' manifest has them. */
  Optional<FilmSet> training() {
    return FilmSets.hasSplit(realFilms(), Split.TRAIN)
        ? Optional.of(FilmSets.open(realFilms(), Set.of(Split.TRAIN)))
        : Optional.empty();
  }

  Instruments instruments() {
    return Instruments.open(features, Device.named(device));
  }

  Evaluation evaluation(Instruments instruments) {
    return evaluation(instruments, metrics);
  }

  Evaluation evaluation(Instruments instruments, Set<String> wanted) {
    return new Evaluation(Chestnut.software(), instruments.space(), instruments.judge(), wanted);
  }

  Evaluation evaluation(Instruments instruments, FeatureSpace space) {
    return new Evaluation(Chestnut.software(), space, instruments.judge(), metrics);
  }

  ProgressDisplay progress() {
    return session.progress("films");
  }

  void print(Object line) {
    session.console().out().println(line);
  }
}
