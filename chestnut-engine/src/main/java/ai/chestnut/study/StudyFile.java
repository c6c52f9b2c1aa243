package ai.chestnut.study;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole content of a {@code study.json}.
 *
 * @param files path within the study's folder to SHA-256, for every file but {@code study.json}
 */
public record StudyFile(
    SyntheticStudy study,
    List<StructureEntry> structures,
    List<PathologyEntry> pathology,
    SortedMap<String, String> files) {

  public StudyFile {
    structures = List.copyOf(structures);
    pathology = List.copyOf(pathology);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }
}
