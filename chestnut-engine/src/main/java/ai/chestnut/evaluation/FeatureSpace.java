package ai.chestnut.evaluation;

import ai.chestnut.radiograph.Radiograph;

/** A place where films are points, so that sets of films can be compared. */
public interface FeatureSpace {

  /** Stands on scorecards: figures of different spaces cannot be compared. */
  String name();

  /** Numbers per film. */
  int dimension();

  /** The film's point; as many finite numbers as {@link #dimension}. */
  double[] of(Radiograph film);
}
