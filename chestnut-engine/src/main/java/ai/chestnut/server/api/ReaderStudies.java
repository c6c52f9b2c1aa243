package ai.chestnut.server.api;

import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.films.FilmSets;
import ai.chestnut.reading.ReaderStudy;
import ai.chestnut.reading.StudyCreation;
import ai.chestnut.server.http.Problem;
import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The reader studies of a data folder, or one that lies elsewhere. */
final class ReaderStudies {

  private final Path data;
  private final Optional<Path> only;
  private final Map<String, Object> locks = new ConcurrentHashMap<>();

  /**
   * @param data holds {@code reader-studies}, {@code archives}, {@code films} and {@code jobs}
   * @param only serve this study alone
   */
  ReaderStudies(Path data, Optional<Path> only) {
    this.data = data;
    this.only = only.map(Path::toAbsolutePath).map(Path::normalize);
  }

  private Path folder() {
    return data.resolve("reader-studies");
  }

  List<String> names() {
    if (only.isPresent()) {
      return List.of(name(only.get()));
    }
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder())) {
      return folders.filter(ReaderStudy::isAt).map(ReaderStudies::name).sorted().toList();
    } catch (IOException wrong) {
      throw Trouble.reading("reader studies", folder(), "a readable folder", wrong);
    }
  }

  private static String name(Path folder) {
    return String.valueOf(folder.getFileName());
  }

  ReaderStudy open(String name) {
    Path place =
        only.isPresent() && name(only.get()).equals(name) ? only.get() : folder().resolve(name);
    if (only.isPresent() && !place.equals(only.get()) || !ReaderStudy.isAt(place)) {
      throw Problem.notFound("reader study");
    }
    return ReaderStudy.open(place);
  }

  ReaderStudy create(ReaderStudyRequest request) {
    Path place = folder().resolve(request.name());
    if (only.isPresent() || Files.exists(place)) {
      throw new Problem(409, "study: one of this name stands here already");
    }
    Map<String, FilmSet> sets = new LinkedHashMap<>();
    request.sources().forEach((arm, source) -> sets.put(arm, films(source)));
    return StudyCreation.create(request.protocol(), sets, place);
  }

  private FilmSet films(String source) {
    Path place = data.resolve(source);
    if (!Files.isDirectory(place)) {
      throw Problem.notFound("source " + source);
    }
    return FilmSets.open(place, Set.of());
  }

  /** One answer of a reader at a time. */
  Object lock(ReaderStudy study, String reader) {
    return locks.computeIfAbsent(study.hash() + " " + reader, key -> new Object());
  }
}
