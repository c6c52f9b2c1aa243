package ai.chestnut.archive;

import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.FindingList;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A cell's combinations of values, read into prompts. */
final class CellGrid {

  private static final List<Optional<String>> ONE = List.of(Optional.empty());

  private CellGrid() {}

  static List<AskedCell> of(PlanCell cell, String method, String model) {
    if (cell.prompt().isPresent()) {
      Prompt prompt = new ReportReader().read(cell.prompt().get());
      return List.of(asked(cell, prompt, Optional.empty(), method, model));
    }
    Optional<PlanCell.Each> each = cell.each();
    List<AskedCell> grid = new ArrayList<>();
    for (Optional<String> list : axis(cell.findings(), each.flatMap(PlanCell.Each::findings))) {
      List<Observation> plain = FindingList.parse(list.orElse(""));
      for (List<Observation> sided : sided(plain, each)) {
        for (Optional<String> view : axis(cell.view(), each.flatMap(PlanCell.Each::views))) {
          for (Optional<String> sex : axis(cell.sex(), each.flatMap(PlanCell.Each::sexes))) {
            for (Optional<String> ages : axis(cell.ages(), each.flatMap(PlanCell.Each::ages))) {
              Optional<AgeRange> range = ages.map(AgeRange::parse);
              OptionalInt age =
                  range.isPresent() ? OptionalInt.of(range.get().first()) : cell.age();
              Prompt prompt =
                  Prompt.of(
                      word("view", view, View::named, "PA or AP"),
                      word("sex", sex, Sex::named, "F or M"),
                      age,
                      sided);
              grid.add(asked(cell, prompt, range, method, model));
            }
          }
        }
      }
    }
    return grid;
  }

  private static AskedCell asked(
      PlanCell cell, Prompt prompt, Optional<AgeRange> ages, String method, String model) {
    prompt.requireUsable();
    if (cell.paired() && !hasFinding(prompt)) {
      throw new RequestException("pairs", "cell", prompt.text(), "a finding to leave out");
    }
    ReportStyle style = cell.report().map(ReportStyle::named).orElse(ReportStyle.VARIED);
    return new AskedCell(cell.count(), prompt, ages, method, model, style, cell.paired());
  }

  private static boolean hasFinding(Prompt prompt) {
    return prompt.observations().stream().anyMatch(o -> o.certainty() != Certainty.ABSENT);
  }

  private static List<Optional<String>> axis(Optional<String> one, Optional<List<String>> several) {
    return several.map(list -> list.stream().map(Optional::of).toList()).orElse(List.of(one));
  }

  /** The observations with every side and severity that they leave open and the cell lists. */
  private static List<List<Observation>> sided(
      List<Observation> plain, Optional<PlanCell.Each> each) {
    List<List<Observation>> all = new ArrayList<>();
    for (Optional<String> side : axis(each.flatMap(PlanCell.Each::lateralities))) {
      Optional<Laterality> laterality =
          word("laterality", side, Laterality::named, "left, right or bilateral");
      for (Optional<String> grade : axis(each.flatMap(PlanCell.Each::severities))) {
        Optional<Severity> severity =
            word("severity", grade, Severity::named, "small, moderate or large");
        List<Observation> filled = filled(plain, laterality, severity);
        if (!filled.equals(plain) || (side.isEmpty() && grade.isEmpty())) {
          all.add(filled);
        } else {
          throw new RequestException(
              "each", "cell", "a side or severity", "a finding that leaves it open");
        }
      }
    }
    return all;
  }

  private static List<Optional<String>> axis(Optional<List<String>> values) {
    return values.map(list -> list.stream().map(Optional::of).toList()).orElse(ONE);
  }

  private static List<Observation> filled(
      List<Observation> plain, Optional<Laterality> side, Optional<Severity> grade) {
    UnaryOperator<Observation> fill =
        seen ->
            seen.certainty() == Certainty.ABSENT
                ? seen
                : new Observation(
                    seen.finding(),
                    seen.laterality().or(() -> side),
                    seen.zones(),
                    seen.severity().or(() -> grade),
                    seen.certainty());
    return plain.stream().map(fill).toList();
  }

  private static <T> Optional<T> word(
      String thing, Optional<String> word, Function<String, Optional<T>> named, String expected) {
    return word.map(
        each ->
            named
                .apply(each)
                .orElseThrow(
                    () -> new RequestException(thing, "cell", "'" + each + "'", expected)));
  }
}
