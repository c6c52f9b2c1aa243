package ai.chestnut.evaluation.reading;

import ai.chestnut.evaluation.films.Declared;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.radiograph.Radiograph;

/** Whoever looks at finished films for the scorecard, and never has a say in making them. */
public interface Judge {

  /** No judge is installed: what needs one is not measured. */
  Judge NOBODY =
      new Judge() {
        @Override
        public String name() {
          return "nobody";
        }

        @Override
        public Judged look(Radiograph film, FilmEntry said, Declared masks, String otherWords) {
          return Judged.NOTHING;
        }
      };

  /** Which weights, as it stands on the scorecard. */
  String name();

  /**
   * @param otherWords the words of another film of the set, to compare the film's own with
   */
  Judged look(Radiograph film, FilmEntry said, Declared masks, String otherWords);
}
