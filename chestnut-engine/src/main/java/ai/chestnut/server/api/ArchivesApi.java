package ai.chestnut.server.api;

import ai.chestnut.archive.Archive;
import ai.chestnut.archive.PlanItem;
import ai.chestnut.failure.ChestnutException;
import ai.chestnut.server.access.AccessScope;
import ai.chestnut.server.http.Exchange;
import ai.chestnut.server.http.Operation;
import ai.chestnut.server.http.Problem;
import ai.chestnut.server.http.Route;
import ai.chestnut.vocabulary.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Finished archives below the data folder: browse, filter, look. */
final class ArchivesApi {

  /** Pages written by the product itself, shown without scripts. */
  static final String PAGE_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

  private final Path folder;
  private final Map<String, ArchiveListing> listings = new ConcurrentHashMap<>();

  ArchivesApi(Path folder) {
    this.folder = folder;
  }

  List<Route> routes() {
    String archive = "/api/v1/archives/{archive}";
    return List.of(
        new Route(
            "GET",
            "/api/v1/archives",
            AccessScope.READ,
            Operation.of("listArchives", "Finished archives", "Archives"),
            this::list),
        new Route(
            "GET",
            archive + "/studies",
            AccessScope.READ,
            Operation.of(
                "listArchiveStudies",
                "Studies of an archive, filtered",
                "ArchiveStudies",
                "finding",
                "least",
                "accepted",
                "from",
                "limit"),
            this::studies),
        new Route(
            "GET",
            archive + "/studies/{study}/files/{file+}",
            AccessScope.READ,
            Operation.of("getArchiveFile", "A file of a study of an archive", "image/png"),
            this::file),
        new Route(
            "GET",
            archive + "/scorecard",
            AccessScope.READ,
            Operation.of("getScorecard", "The scorecard of an archive", "text/html"),
            this::scorecard));
  }

  private void list(Exchange exchange) throws IOException {
    List<Map<String, Object>> archives = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> folders = Files.list(folder)) {
        for (Path each : folders.filter(Archive::isAt).sorted().toList()) {
          entry(each).ifPresent(archives::add);
        }
      }
    }
    exchange.json(200, Map.of("archives", archives));
  }

  private static Optional<Map<String, Object>> entry(Path place) {
    try {
      Archive archive = Archive.open(place);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", String.valueOf(place.getFileName()));
      entry.put("title", archive.plan().name());
      entry.put("studies", archive.size());
      entry.put("scorecard", Files.isRegularFile(card(archive)));
      return Optional.of(entry);
    } catch (ChestnutException damaged) {
      return Optional.empty(); // verify says what is wrong with it; a list of archives does not
    }
  }

  private static Path card(Archive archive) {
    return archive.evaluation().resolve("scorecard.html");
  }

  private Archive archive(Exchange exchange) {
    Path place = folder.resolve(exchange.place("archive"));
    if (!Archive.isAt(place)) {
      throw Problem.notFound("archive");
    }
    return Archive.open(place);
  }

  private void studies(Exchange exchange) throws IOException {
    Archive archive = archive(exchange);
    Optional<Finding> finding =
        exchange
            .query("finding")
            .map(
                name ->
                    Finding.named(name)
                        .orElseThrow(() -> Problem.badRequest("finding: no such one")));
    double least = exchange.query("least", 0, 0, 100) / 100.0;
    Optional<Boolean> accepted = exchange.query("accepted").map("true"::equals);
    ArchiveListing listing =
        listings.compute(
            exchange.place("archive"),
            (name, known) ->
                known != null && known.isOf(archive) ? known : ArchiveListing.of(archive));
    List<ArchiveListing.Entry> found = listing.filtered(finding, least, accepted);
    int from = Math.min(exchange.query("from", 0, 0, Integer.MAX_VALUE), found.size());
    int to = Math.min(found.size(), from + exchange.query("limit", 60, 1, 200));
    exchange.json(
        200,
        Map.of(
            "total",
            found.size(),
            "from",
            from,
            "studies",
            found.subList(from, to).stream().map(e -> e.view(finding)).toList()));
  }

  private void file(Exchange exchange) throws IOException {
    Archive archive = archive(exchange);
    String study = exchange.place("study");
    for (PlanItem item : archive.items()) {
      if (item.id().equals(study)) {
        StudyFiles.send(exchange, archive.folder(item), exchange.place("file"));
        return;
      }
    }
    throw Problem.notFound("study");
  }

  private void scorecard(Exchange exchange) throws IOException {
    Path card = card(archive(exchange));
    exchange.with("Content-Security-Policy", PAGE_POLICY);
    exchange.file(card, "text/html; charset=utf-8");
  }
}
