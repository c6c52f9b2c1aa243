package ai.chestnut.evaluation.films;

import ai.chestnut.failure.FileException;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.study.AnatomySource;
import ai.chestnut.study.Asked;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.StudyFolder;
import ai.chestnut.study.SyntheticStudy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Studies: what was asked for stands in their documents. Each study is a patient of its own. */
final class StudyFilms implements FilmSet {

  private final String name;
  private final List<Path> folders;
  private final List<FilmEntry> entries = new ArrayList<>();
  private final Set<String> sources = new TreeSet<>();

  StudyFilms(String name, List<Path> folders) {
    this.name = name;
    this.folders = List.copyOf(folders);
    ReportReader reader = new ReportReader();
    for (Path folder : folders) {
      StudyFile file = StudyFolder.readDocument(folder);
      sources.add(file.study().anatomySource().word());
      entries.add(entry(file.study(), reader));
    }
  }

  private static FilmEntry entry(SyntheticStudy study, ReportReader reader) {
    Asked asked = study.asked();
    Prompt read = reader.read(asked.prompt());
    Prompt whole =
        new Prompt(
            asked.prompt(),
            read.view(),
            read.sex(),
            read.ageYears(),
            asked.observations(),
            List.of());
    return new FilmEntry(study.id(), study.id(), Optional.empty(), "", whole, whole.closedLabels());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<FilmEntry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public Radiograph film(int index) {
    return RadiographFiles.read(folders.get(index).resolve(StudyFolder.FILM));
  }

  /**
   * @throws FileException if a file of the study is missing or altered
   */
  @Override
  public Declared declared(int index) {
    StudyBundle bundle = StudyFolder.read(folders.get(index));
    return bundle
        .anatomy()
        .map(anatomy -> Declared.of(anatomy, bundle.pathology().masks()))
        .orElseGet(
            () ->
                new Declared(
                    Optional.empty(),
                    Optional.empty(),
                    Declared.NOTHING.lungsCover(),
                    bundle.pathology().masks()));
  }

  @Override
  public String masksAre() {
    return sources.equals(Set.of(AnatomySource.NONE.word()))
        ? AnatomySource.NONE.word()
        : String.join(" or ", sources);
  }
}
