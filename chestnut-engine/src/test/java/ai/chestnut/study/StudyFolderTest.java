package ai.chestnut.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import ai.chestnut.layout.Box;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.storage.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyFolderTest {

  @TempDir Path root;

  @Test
  void theFilesAreThoseOfTheContract() throws IOException {
    StudyFolder.write(root, Studies.full(3));
    assertThat(files(root).keySet())
        .containsExactly(
            "000003/anatomy.png",
            "000003/anatomy/ribs.png",
            "000003/overlay.png",
            "000003/pathology/pleural-effusion.png",
            "000003/radiograph.png",
            "000003/study.json");
    assertThat(RadiographFiles.readText(root.resolve("000003/radiograph.png")))
        .containsEntry("Synthetic", "Synthetic. Not for diagnosis.");
    assertThat(RadiographFiles.readText(root.resolve("000003/anatomy/ribs.png")))
        .containsKey("Synthetic");
  }

  @Test
  void theDocumentHasTheKeysOfTheContractInTheirOrder() throws IOException {
    StudyFolder.write(root, Studies.full(3));
    String text = Files.readString(root.resolve("000003/study.json"));
    assertThat(text).doesNotContain("\r").endsWith("}\n").doesNotContain(root.toString());
    JsonNode json = new ObjectMapper().readTree(text);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "format",
            "id",
            "method",
            "prompt",
            "report",
            "seed",
            "index",
            "unknown",
            "observations",
            "labels",
            "verified",
            "anatomy",
            "pathology",
            "scores",
            "verdict",
            "provenance",
            "files",
            "sha256");
    assertThat(json.get("observations").get(0).toString())
        .isEqualTo(
            "{\"finding\":\"Pleural Effusion\",\"laterality\":\"left\",\"zones\":[\"lower\"],"
                + "\"severity\":\"small\",\"certainty\":\"present\"}");
    assertThat(json.get("observations").get(1).get("laterality").isNull()).isTrue();
    assertThat(json.get("labels").get("Pleural Effusion").intValue()).isEqualTo(1);
    assertThat(json.get("labels").get("Edema").intValue()).isEqualTo(-1);
    assertThat(json.get("labels").has("Pneumothorax")).isFalse();
    assertThat(json.get("anatomy").toString())
        .isEqualTo(
            "{\"file\":\"anatomy.png\",\"source\":\"generated\",\"structures\":["
                + "{\"code\":1,\"name\":\"left lung\",\"pixels\":192},"
                + "{\"code\":3,\"name\":\"heart\",\"pixels\":108}]}");
    assertThat(json.get("pathology").get(0).get("pixels").intValue()).isEqualTo(64);
    assertThat(json.get("provenance").get("sampler").toString())
        .isEqualTo("{\"eta\":0.1,\"name\":\"heun\",\"shape\":[1,2],\"steps\":25}");
    assertThat(json.get("provenance").get("latentClassOptimisation").get("loss").doubleValue())
        .isEqualTo(0.5);
    assertThat(json.get("files").get("radiograph.png").textValue())
        .isEqualTo(Sha256.of(root.resolve("000003/radiograph.png")));
    assertThat(json.get("files").has("study.json")).isFalse();
  }

  @Test
  void everythingIsReadBack() {
    StudyBundle full = Studies.full(3);
    StudyFile file = StudyFolder.write(root, full);
    assertThat(StudyFolder.read(root.resolve("000003"))).isEqualTo(full);
    assertThat(StudyFolder.readDocument(root.resolve("000003"))).isEqualTo(file);
    assertThat(file.pathology().get(0).boxes())
        .containsExactlyInAnyOrder(new Box(22, 20, 8, 6), new Box(2, 24, 4, 4));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void aStudyWithoutMasksSaysSoWithEmptyFields(int bitDepth) throws IOException {
    StudyBundle bare = Studies.bare(0, bitDepth);
    StudyFolder.write(root, bare);
    assertThat(files(root).keySet())
        .containsExactly("000000/overlay.png", "000000/radiograph.png", "000000/study.json");
    JsonNode json = new ObjectMapper().readTree(root.resolve("000000/study.json").toFile());
    assertThat(json.get("anatomy").toString())
        .isEqualTo("{\"file\":\"\",\"source\":\"none\",\"structures\":[]}");
    assertThat(json.get("pathology").toString()).isEqualTo("[]");
    assertThat(StudyFolder.read(root.resolve("000000"))).isEqualTo(bare);
  }

  @Test
  void theSameStudyHasTheSameBytesAndReplacesItself() throws IOException {
    StudyFolder.write(root.resolve("a"), Studies.full(1));
    StudyFolder.write(root.resolve("b"), Studies.full(1));
    assertThat(files(root.resolve("a"))).isEqualTo(files(root.resolve("b")));
    Files.writeString(root.resolve("a/000001/left-over.txt"), "x");
    StudyFolder.write(root.resolve("a"), Studies.full(1));
    assertThat(files(root.resolve("a"))).isEqualTo(files(root.resolve("b")));
    assertThat(files(root.resolve("a"))).isNotEqualTo(filesOf(Studies.full(2)));
  }

  private Map<String, String> filesOf(StudyBundle bundle) throws IOException {
    StudyFolder.write(root.resolve("c"), bundle);
    return files(root.resolve("c"));
  }

  @Test
  void oneAlteredByteOfAnyFileIsFound() throws IOException {
    StudyFolder.write(root, Studies.full(3));
    Path folder = root.resolve("000003");
    StudyFile document = StudyFolder.readDocument(folder);
    for (String file : document.files().keySet()) {
      byte[] bytes = Files.readAllBytes(folder.resolve(file));
      byte[] altered = bytes.clone();
      altered[bytes.length / 2] ^= 1;
      Files.write(folder.resolve(file), altered);
      assertThat(StudyFolder.check(folder, document))
          .singleElement()
          .satisfies(defect -> assertThat(defect.file()).isEqualTo(file));
      assertThatThrownBy(() -> StudyFolder.read(folder))
          .isInstanceOf(FileException.class)
          .hasMessageContaining(file);
      Files.delete(folder.resolve(file));
      assertThat(StudyFolder.check(folder, document)).hasSize(1);
      Files.write(folder.resolve(file), bytes);
    }
    Files.writeString(folder.resolve("pathology/mass.png"), "x");
    assertThat(StudyFolder.check(folder, document)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chestnut-study/1 | chestnut-study/2 | format",
        "\"accepted\" : false | \"accepted\" : 0 | verdict.accepted",
        "\"attempts\" : 4 | \"attempts\" : 0 | attempts",
        "\"probability\" : 0.1 | \"probability\" : 1.1 | probability",
        "\"finding\" : \"Edema\" | \"finding\" : \"Oedema\" | observations[1].finding",
        "\"synthetic\" : true | \"synthetic\" : 0 | provenance.synthetic",
        "\"report\" | \"rapport\" | report",
        "\"source\" : \"generated\" | \"source\" : \"dreamt\" | anatomy.source",
        "\"id\" : \"000003\" | \"id\" : \"../003\" | id",
        "\"code\" : 3 | \"code\" : 9 | anatomy.structures[1].code",
      })
  void aWrongDocumentIsToldWithItsPlace(String good, String bad, String place) throws IOException {
    StudyFolder.write(root, Studies.full(3));
    Path document = root.resolve("000003/study.json");
    String text = Files.readString(document);
    assertThat(text).contains(good);
    Files.writeString(document, text.replaceFirst(java.util.regex.Pattern.quote(good), bad));
    assertThatThrownBy(() -> StudyFolder.readDocument(root.resolve("000003")))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("study.json")
        .hasMessageContaining(place);
  }

  @Test
  void truncatedAndMissingDocumentsAreTold() throws IOException {
    StudyFolder.write(root, Studies.full(3));
    Path document = root.resolve("000003/study.json");
    Files.writeString(document, Files.readString(document).substring(0, 100));
    assertThatThrownBy(() -> StudyFolder.readDocument(root.resolve("000003")))
        .isInstanceOf(FileException.class);
    assertThatThrownBy(() -> StudyFolder.readDocument(root))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("nothing there");
  }

  @Test
  void whatIsFoundIsLeftWhenAStudyCannotBeWritten() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "x");
    assertThatThrownBy(() -> StudyFolder.write(file, Studies.bare(0)))
        .isInstanceOf(FileException.class);
    assertThat(files(root).keySet()).containsExactly("file");
  }

  @Test
  void theOverlayShowsTheFilmAndColoursOnlyMasks() throws IOException {
    StudyBundle full = Studies.full(3);
    int[] rgb = Overlay.draw(full);
    Radiograph film = full.film();
    int grey = film.at(8, 1);
    assertThat(rgb[32 + 8]).isEqualTo(grey << 16 | grey << 8 | grey);
    assertThat(rgb[22 * 32 + 25]).isNotEqualTo(film.at(25, 22) * 0x010101);
    assertThat(Arrays.stream(Overlay.draw(Studies.bare(3))))
        .allMatch(value -> (value & 0xFF) == value >> 16);
  }

  static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  @Test
  void recordsRefuseWhatNoStudyCanBe() {
    assertThatThrownBy(() -> new VerifiedLabel(Double.NaN, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Verdict(false, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Facts.NONE.with("loss", Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> Provenance.of("c", List.of(), Facts.NONE).more().with("x", new Object()))
        .isInstanceOf(IllegalArgumentException.class);
    StudyBundle full = Studies.full(0);
    assertThatThrownBy(
            () ->
                new StudyBundle(
                    full.study(),
                    Studies.bare(0).film().resized(16, 16),
                    full.anatomy(),
                    full.pathology()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StudyBundle.of(full.study(), full.film()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
