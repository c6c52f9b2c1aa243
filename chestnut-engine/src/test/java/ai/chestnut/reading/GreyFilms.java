package ai.chestnut.reading;

import ai.chestnut.evaluation.films.Declared;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.layout.Mask;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Finding;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Plain grey films of a set, every other one with an effusion. */
record GreyFilms(String name, int size) implements FilmSet {

  @Override
  public List<FilmEntry> entries() {
    return IntStream.range(0, size).mapToObj(this::entry).toList();
  }

  private FilmEntry entry(int index) {
    Prompt asked =
        new Prompt(
            "prompt " + index,
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(),
            List.of());
    return new FilmEntry(
        name + " " + index,
        name + index,
        Optional.empty(),
        "",
        asked,
        Map.of(Finding.PLEURAL_EFFUSION, index % 2));
  }

  @Override
  public Radiograph film(int index) {
    float[] unit = new float[40 * 32];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (index % 50) / 50f + (i % 40) / 80f;
    }
    return Radiograph.ofUnit(40, 32, 16, unit);
  }

  @Override
  public Declared declared(int index) {
    if (name.equals("films")) {
      return Declared.NOTHING;
    }
    BitSet bits = new BitSet();
    bits.set(40, 80);
    return new Declared(
        Optional.empty(),
        Optional.empty(),
        Declared.NOTHING.lungsCover(),
        Map.of(Finding.PLEURAL_EFFUSION, Mask.of(32, 32, bits)));
  }

  @Override
  public String masksAre() {
    return "exact";
  }
}
