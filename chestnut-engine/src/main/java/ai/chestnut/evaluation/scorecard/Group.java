package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Films that have something in common.
 *
 * @param id such as {@code sex/f} or {@code age/40-59}
 * @param label for people
 */
record Group(String id, String label, Predicate<FilmEntry> has) {

  private static final int[] AGES = {0, 18, 40, 60, 80, 121};

  /** By sex, age, view and source, as far as the real films say. */
  static List<Group> subgroups(List<FilmEntry> real) {
    List<Group> groups = new ArrayList<>();
    for (Sex sex : Sex.values()) {
      groups.add(
          new Group(
              "sex/" + sex.word().toLowerCase(java.util.Locale.ROOT),
              sex == Sex.FEMALE ? "female" : "male",
              entry -> entry.asked().sex().filter(sex::equals).isPresent()));
    }
    for (int i = 0; i + 1 < AGES.length; i++) {
      int from = AGES[i];
      int to = AGES[i + 1];
      String years = to > 120 ? from + " and older" : from + "–" + (to - 1);
      groups.add(
          new Group(
              "age/" + from,
              "age " + years,
              entry ->
                  entry.asked().ageYears().isPresent()
                      && entry.asked().ageYears().getAsInt() >= from
                      && entry.asked().ageYears().getAsInt() < to));
    }
    for (View view : View.values()) {
      groups.add(
          new Group(
              "view/" + view.word().toLowerCase(java.util.Locale.ROOT),
              view.word(),
              entry -> entry.asked().view().filter(view::equals).isPresent()));
    }
    real.stream()
        .map(FilmEntry::source)
        .filter(source -> !source.isEmpty())
        .distinct()
        .sorted()
        .forEach(
            source ->
                groups.add(
                    new Group("source/" + source, source, entry -> entry.source().equals(source))));
    return groups;
  }

  /** By finding: the films that are labelled with it. */
  static List<Group> findings() {
    List<Group> groups = new ArrayList<>();
    for (Finding finding : Finding.values()) {
      groups.add(
          new Group(
              "finding/" + finding.slug(), finding.canonicalName(), entry -> entry.shows(finding)));
    }
    return groups;
  }

  long count(List<FilmEntry> films) {
    return films.stream().filter(has).count();
  }
}
