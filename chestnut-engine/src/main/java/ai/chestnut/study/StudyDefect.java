package ai.chestnut.study;

import ai.chestnut.storage.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something wrong with one file of a study.
 *
 * @param file within the study's folder
 */
public record StudyDefect(String file, String got, String expected) {

  static List<StudyDefect> among(Path folder, StudyFile study, Set<String> there) {
    List<StudyDefect> defects = new ArrayList<>();
    if (!study.files().containsKey(StudyFolder.FILM)) {
      defects.add(new StudyDefect(StudyFolder.DOCUMENT, "no checksum of the radiograph", "one"));
    }
    study
        .files()
        .forEach(
            (file, sum) -> {
              if (!there.contains(file)) {
                defects.add(new StudyDefect(file, "nothing there", "the file"));
              } else {
                String now = Sha256.of(folder.resolve(file));
                if (!now.equals(sum)) {
                  defects.add(new StudyDefect(file, "SHA-256 " + now, sum));
                }
              }
            });
    for (String file : there) {
      if (!file.equals(StudyFolder.DOCUMENT) && !study.files().containsKey(file)) {
        defects.add(new StudyDefect(file, "a file that study.json does not know", "none"));
      }
    }
    return defects;
  }
}
