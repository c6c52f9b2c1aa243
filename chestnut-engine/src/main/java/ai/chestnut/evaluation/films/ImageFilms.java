package ai.chestnut.evaluation.films;

import ai.chestnut.dicom.FilmReader;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.radiograph.Radiograph;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Image files of which nothing is said. */
final class ImageFilms implements FilmSet {

  private static final Prompt NOTHING =
      new Prompt("", Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of(), List.of());

  private final String name;
  private final List<Path> files;
  private final List<FilmEntry> entries;

  ImageFilms(String name, List<Path> files) {
    this.name = name;
    this.files = List.copyOf(files);
    this.entries = files.stream().map(ImageFilms::entry).toList();
  }

  private static FilmEntry entry(Path file) {
    String name = String.valueOf(file.getFileName());
    return new FilmEntry(name, name, Optional.empty(), "", NOTHING, Map.of());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<FilmEntry> entries() {
    return entries;
  }

  @Override
  public Radiograph film(int index) {
    return FilmReader.read(files.get(index));
  }

  @Override
  public Declared declared(int index) {
    return Declared.NOTHING;
  }

  @Override
  public String masksAre() {
    return "none";
  }
}
