package ai.chestnut.evaluation.utility;

import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.learner.Lesson;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The films of a set that speak of a task, as lessons.
 *
 * @param lessons 16 KiB a film at 128 pixels, twice that where planes are drawn
 * @param people of each film
 */
record UtilityFilms(List<Lesson> lessons, List<String> people) {

  UtilityFilms {
    lessons = List.copyOf(lessons);
    people = List.copyOf(people);
  }

  /**
   * Reads them one by one, in an order drawn once for all, until there are enough.
   *
   * @param most films to read, at most
   */
  static UtilityFilms of(
      FilmSet set,
      long most,
      Predicate<FilmEntry> wanted,
      UtilityTask task,
      UtilityRecipe.Unmentioned unmentioned,
      int side,
      String phase,
      Progress progress) {
    List<Lesson> lessons = new ArrayList<>();
    List<String> people = new ArrayList<>();
    int[] order = RandomStream.of(0, 0, "utility order").permutation(set.size());
    for (int i = 0; i < order.length && lessons.size() < most; i++) {
      int film = order[i];
      FilmEntry entry = set.entries().get(film);
      if (wanted.test(entry)) {
        task.target(set, film, unmentioned, side)
            .ifPresent(
                target -> {
                  lessons.add(new Lesson(Lesson.square(set.film(film), side), target));
                  people.add(entry.patient());
                });
      }
      progress.advance(Step.of(phase, i + 1L, order.length));
    }
    return new UtilityFilms(lessons, people);
  }

  int size() {
    return lessons.size();
  }

  /**
   * All films of a share of the people, at least of one; a smaller share of the same seed lies
   * within a larger one.
   */
  List<Lesson> share(double share, long seed) {
    List<String> all = List.copyOf(new LinkedHashSet<>(people));
    int[] order = RandomStream.of(seed, 0, "utility people").permutation(all.size());
    int count = (int) Math.max(1, Math.round(share * all.size()));
    Set<String> chosen = new HashSet<>();
    IntStream.range(0, count).forEach(i -> chosen.add(all.get(order[i])));
    return IntStream.range(0, size())
        .filter(film -> chosen.contains(people.get(film)))
        .mapToObj(lessons::get)
        .toList();
  }

  /** So many films drawn without replacement, all if there are no more. */
  List<Lesson> some(long count, long seed) {
    int[] order = RandomStream.of(seed, 0, "utility films").permutation(size());
    return IntStream.range(0, (int) Math.min(count, size()))
        .mapToObj(i -> lessons.get(order[i]))
        .toList();
  }
}
