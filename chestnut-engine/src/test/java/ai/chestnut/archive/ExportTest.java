package ai.chestnut.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.dicom.DicomFilm;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.Box;
import ai.chestnut.layout.Mask;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.storage.Sha256;
import ai.chestnut.study.StudyBundle;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports, read back by the definitions of their formats. */
class ExportTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PublicationCard CARD =
      new PublicationCard(
          "Drawn films",
          "Films of noise.",
          "https://spdx.org/licenses/CC0-1.0",
          "https://example.org/drawn",
          "Example",
          "2026-01-31",
          "1.0.0");

  @TempDir static Path root;
  private static Archive archive = new Archive(Path.of(""), Drawn.PLAN, Drawn.NOTHING);

  @BeforeAll
  static void write() {
    Archives.write(Drawn.PLAN, root.resolve("archive"), new Drawn(), 1);
    archive = Archive.open(root.resolve("archive"));
  }

  private static Path export(String format, ExportOptions options) {
    Path out = root.resolve(format + options.hashCode());
    int studies = ArchiveExport.named(format, options).write(archive, out, false, Progress.SILENT);
    assertThat(studies)
        .isEqualTo(options.refused() ? archive.size() : archive.manifest().accepted());
    return out;
  }

  private static Path export(String format) {
    return export(format, ExportOptions.STANDARD);
  }

  private static JsonNode json(Path file) throws IOException {
    return JSON.readTree(Files.readAllBytes(file));
  }

  @Test
  void anArchiveOfCombinationsHasItsSplitsAndYields() {
    ArchiveManifest manifest = archive.manifest();
    assertThat(archive.size()).isEqualTo(2 * 2 * 2 * 2 * 2 + 119);
    assertThat(manifest.cells()).hasSize(17);
    assertThat(manifest.cells().get(0).name())
        .isEqualTo("text: PA chest radiograph of a woman. Left lung nodule., aged 20-39");
    assertThat(manifest.splits().values().stream().mapToInt(n -> n).sum()).isEqualTo(151);
    assertThat(manifest.splits().get("train")).isBetween(119, 123);
    assertThat(manifest.splits().get("test")).isBetween(14, 17);
    assertThat(manifest.accepted()).isEqualTo(151 - 17);
    assertThat(Verification.check(archive.folder(), Progress.SILENT)).isEmpty();
  }

  @Test
  void cocoHoldsEveryPartWithItsBoxAndRunLengths() throws IOException {
    Path out = export("coco");
    Map<Integer, Mask> seen = new HashMap<>(); // by 1000 * image + category
    Set<String> images = new TreeSet<>();
    for (String split : List.of("train", "val", "test")) {
      JsonNode root = json(out.resolve("annotations/instances_" + split + ".json"));
      Set<Integer> categories = new HashSet<>();
      root.get("categories").forEach(each -> categories.add(each.get("id").asInt()));
      assertThat(categories).hasSize(24 + 8);
      Map<Integer, JsonNode> known = new HashMap<>();
      root.get("images").forEach(each -> known.put(each.get("id").asInt(), each));
      known.values().forEach(each -> images.add(each.get("file_name").asText()));
      Set<Integer> ids = new HashSet<>();
      for (JsonNode each : root.get("annotations")) {
        assertThat(ids.add(each.get("id").asInt())).isTrue();
        int image = each.get("image_id").asInt();
        assertThat(known).containsKey(image);
        assertThat(categories).contains(each.get("category_id").asInt());
        JsonNode shape = each.get("segmentation");
        assertThat(shape.get("size").toString()).isEqualTo("[16,16]");
        Mask mask = RunLengthsTest.decoded(shape.get("counts").asText(), 16, 16);
        assertThat(each.get("area").asLong()).isEqualTo(mask.area());
        Box box = mask.bounds().orElseThrow();
        assertThat(each.get("bbox").toString())
            .isEqualTo(
                List.of(box.x(), box.y(), box.width(), box.height()).toString().replace(" ", ""));
        seen.merge(1000 * image + each.get("category_id").asInt(), mask, Mask::or);
      }
    }
    assertThat(images).hasSize(134).allMatch(name -> Files.exists(out.resolve("images/" + name)));
    for (PlanItem item : archive.items()) {
      StudyBundle study = archive.study(item);
      if (study.study().verdict().accepted()) {
        study
            .pathology()
            .masks()
            .forEach(
                (finding, mask) ->
                    assertThat(seen.get(1000 * (item.index() + 1) + finding.ordinal() + 1))
                        .isEqualTo(mask));
        assertThat(seen.get(1000 * (item.index() + 1) + 103))
            .isEqualTo(study.anatomy().orElseThrow().of(ai.chestnut.vocabulary.Anatomy.HEART));
      }
    }
  }

  @Test
  void nnUnetKeepsItsRules() throws IOException {
    Path out = export("nnunet");
    for (String name : List.of("Dataset001_ChestnutAnatomy", "Dataset002_ChestnutPathology")) {
      Path dataset = out.resolve(name);
      JsonNode document = json(dataset.resolve("dataset.json"));
      List<Integer> labels = new ArrayList<>();
      document.get("labels").forEach(each -> labels.add(each.asInt()));
      assertThat(labels.get(0)).isZero();
      for (int i = 0; i < labels.size(); i++) { // consecutive, background first
        assertThat(labels).contains(i);
      }
      assertThat(document.get("labels").get("background").asInt()).isZero();
      assertThat(document.get("channel_names").size()).isEqualTo(1);
      assertThat(document.get("file_ending").asText()).isEqualTo(".png");
      Set<String> training = names(dataset.resolve("imagesTr"), "_0000.png");
      assertThat(document.get("numTraining").asInt()).isEqualTo(training.size());
      assertThat(names(dataset.resolve("labelsTr"), ".png")).isEqualTo(training);
      assertThat(names(dataset.resolve("labelsTs"), ".png"))
          .isEqualTo(names(dataset.resolve("imagesTs"), "_0000.png"));
      Set<String> split = new TreeSet<>();
      JsonNode fold = json(dataset.resolve("splits_final.json")).get(0);
      fold.get("train").forEach(id -> split.add(id.asText()));
      fold.get("val").forEach(id -> assertThat(split.add(id.asText())).isTrue());
      assertThat(split).isEqualTo(training);
      Set<Integer> used = new TreeSet<>();
      for (String id : training) {
        Radiograph map = RadiographFiles.read(dataset.resolve("labelsTr/" + id + ".png"));
        for (int i = 0; i < 256; i++) {
          used.add(map.at(i % 16, i / 16));
        }
      }
      assertThat(labels).containsAll(used);
      assertThat(used).hasSizeGreaterThan(3);
    }
    JsonNode labels = json(out.resolve("Dataset002_ChestnutPathology/dataset.json")).get("labels");
    assertThat(labels.properties().stream().map(Map.Entry::getKey))
        .containsExactly("background", "Edema", "Pleural Effusion", "Nodule");
  }

  private static Set<String> names(Path folder, String ending) throws IOException {
    Set<String> names = new TreeSet<>();
    try (var files = Files.list(folder)) {
      files.forEach(
          file -> {
            String name = file.getFileName().toString();
            assertThat(name).endsWith(ending);
            names.add(name.substring(0, name.length() - ending.length()));
          });
    }
    return names;
  }

  @Test
  void dicomHasFilmMasksAndReportOfEachStudy() {
    Path out = export("dicom");
    PlanItem item = archive.items().get(0);
    StudyBundle study = archive.study(item);
    Radiograph film = DicomFilm.read(out.resolve("000000/film.dcm")).film();
    assertThat(film.unit()).isEqualTo(study.film().unit());
    assertThat(out.resolve("000000/segmentation.dcm")).exists();
    assertThat(out.resolve("000000/report.dcm")).exists();
    assertThat(out.resolve("000004")).as("a refused study").doesNotExist();
  }

  @Test
  void tablesAreThoseOfChexpertAndMimic() throws IOException {
    Path out =
        export(
            "csv", new ExportOptions(true, Optional.empty(), Optional.empty(), Optional.empty()));
    List<CSVRecord> labels = table(out.resolve("labels.csv"));
    assertThat(labels).hasSize(151);
    assertThat(labels.get(0).get("Nodule")).isEqualTo("1");
    assertThat(labels.get(0).get("Nodule_probability")).isEqualTo("0.75");
    assertThat(labels.get(0).get("view")).isEqualTo("PA");
    assertThat(Integer.parseInt(labels.get(0).get("age"))).isBetween(20, 39);
    assertThat(labels.get(4).get("accepted")).isEqualTo("false");
    assertThat(archive.folder().resolve(labels.get(0).get("file"))).exists();
    CSVRecord chexpert = table(out.resolve("chexpert.csv")).get(0);
    assertThat(chexpert.toMap())
        .containsEntry("Sex", "Female")
        .containsEntry("Frontal/Lateral", "Frontal")
        .containsEntry("AP/PA", "PA")
        .containsEntry("Lung Lesion", "1.0")
        .containsEntry("Edema", "")
        .doesNotContainKey("Nodule")
        .hasSize(5 + 14);
    CSVRecord mimic = table(out.resolve("mimic-chexpert.csv")).get(50);
    assertThat(mimic.toMap())
        .containsEntry("subject_id", "10000050")
        .containsEntry("study_id", "50000050")
        .containsEntry("No Finding", "1.0")
        .hasSize(2 + 14);
    assertThat(table(out.resolve("mimic-split.csv")))
        .extracting(row -> row.get("split"))
        .contains("train", "validate", "test");
  }

  private static List<CSVRecord> table(Path file) throws IOException {
    return CSVFormat.RFC4180
        .builder()
        .setHeader()
        .get()
        .parse(Files.newBufferedReader(file))
        .getRecords();
  }

  @Test
  void webDatasetIsReadByTarAndJson() throws Exception {
    Path out = export("webdataset");
    Path unpacked = Files.createDirectory(root.resolve("unpacked"));
    Map<String, Set<String>> members = new HashMap<>();
    for (String split : List.of("train", "val", "test")) {
      Path tar = out.resolve(split + "-000000.tar");
      Process reader =
          new ProcessBuilder("tar", "-xvf", tar.toString(), "-C", unpacked.toString()).start();
      String listed = new String(reader.getInputStream().readAllBytes());
      assertThat(reader.waitFor()).isZero();
      listed
          .lines()
          .forEach(
              name -> {
                int dot = name.indexOf('.');
                members
                    .computeIfAbsent(name.substring(0, dot), id -> new TreeSet<>())
                    .add(name.substring(dot + 1));
              });
    }
    assertThat(members).hasSize(134);
    assertThat(members.get("000000"))
        .containsExactlyInAnyOrder("anatomy.png", "json", "nodule.png", "png", "txt");
    for (String id : members.keySet()) {
      JsonNode study = json(unpacked.resolve(id + ".json"));
      assertThat(Sha256.of(unpacked.resolve(id + ".png")))
          .isEqualTo(study.get("files").get("radiograph.png").asText());
      assertThat(unpacked.resolve(id + ".txt")).hasContent(study.get("report").asText());
    }
    Path again = root.resolve("again");
    ArchiveExport.named("webdataset", ExportOptions.STANDARD)
        .write(archive, again, false, Progress.SILENT);
    assertThat(Archives.files(again)).isEqualTo(Archives.files(out));
  }

  @Test
  void croissantDescribesWhatIsThere() throws IOException {
    assertThatThrownBy(() -> export("croissant"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("--card");
    Path out =
        export(
            "croissant",
            new ExportOptions(false, Optional.empty(), Optional.empty(), Optional.of(CARD)));
    JsonNode root = json(out.resolve("croissant.json"));
    CroissantShape.check(root, out);
    assertThat(root.get("prov:wasGeneratedBy").get("prov:used").get(0).get("@id").asText())
        .isEqualTo("urn:sha256:" + "0".repeat(64));
    assertThat(root.get("rai:dataManipulationProtocol").asText())
        .contains("134 studies of 151 films", "finding agreement");
  }

  @Test
  void theCardShowsYieldsFiguresAndTheMemorisationTest() throws IOException {
    Path evaluation = Files.createDirectory(root.resolve("evaluation"));
    Files.writeString(
        evaluation.resolve("scorecard.json"),
        """
        {"format": "x", "features": "pixels", "figures": {"frechet": 1.5,
         "coverage": {"value": 0.25, "low": 0.2, "high": 0.3, "n": 64,
                      "floor": {"value": 0.9, "low": 0.85, "high": 0.95}}},
         "alarms": {"blur": {"state": "clear"}}}
        """);
    ExportOptions options =
        new ExportOptions(false, Optional.of(evaluation), Optional.empty(), Optional.of(CARD));
    String card = Files.readString(export("csv", options).resolve("README.md"));
    assertThat(card)
        .contains(
            "# Drawn films",
            "Not for diagnosis.",
            "134 studies of the archive `drawn`, which holds 151 in 151 families.",
            "17 that the expert panel refused were left out",
            "Left lung nodule., aged 20-39 | 2 | 2 | 2 |  |",
            "| frechet | 1.5 |  |  |",
            "| coverage | 0.25 (0.2 to 0.3) | 0.9 (0.85 to 0.95) | 64 |",
            "| blur | clear |",
            "name = 'drawn'",
            "The memorisation test was not made");
  }

  @Test
  void anArchiveThatFailsTheMemorisationTestIsNotExportedUnlessNamed() throws IOException {
    Path evaluation = Files.createDirectory(root.resolve("memorised"));
    Path file = evaluation.resolve(MemorisationVerdict.FILE_NAME);
    MemorisationVerdict.of(
            MemorisationVerdict.identity(archive.folder()),
            134,
            "857 training films",
            "pixels",
            List.of("3 films nearer than any held-out film"))
        .write(file);
    ExportOptions plain =
        new ExportOptions(false, Optional.of(evaluation), Optional.empty(), Optional.empty());
    Path out = root.resolve("forbidden");
    for (String format : List.of("coco", "nnunet", "webdataset", "parquet", "csv")) {
      assertThatThrownBy(
              () -> ArchiveExport.named(format, plain).write(archive, out, false, Progress.SILENT))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("3 films nearer")
          .hasMessageContaining("--despite-memorisation drawn");
      assertThat(out).doesNotExist();
    }
    ExportOptions wrong =
        new ExportOptions(false, Optional.of(evaluation), Optional.of("other"), Optional.empty());
    assertThatThrownBy(() -> export("csv", wrong)).isInstanceOf(RequestException.class);
    ExportOptions named =
        new ExportOptions(false, Optional.of(evaluation), Optional.of("drawn"), Optional.empty());
    assertThat(Files.readString(export("csv", named).resolve("README.md")))
        .contains("The memorisation test FAILED (3 films nearer");
    MemorisationVerdict.of("0".repeat(64), 1, "x", "pixels", List.of()).write(file);
    assertThatThrownBy(() -> export("csv", plain))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("another archive");
  }

  @Test
  void allFormatsAreKnownAndOthersNot() {
    assertThat(ArchiveExport.formats()).contains("coco", "dicom");
    assertThatThrownBy(() -> ArchiveExport.named("gif", ExportOptions.STANDARD))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("'gif'");
  }
}
