package ai.chestnut.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {

  private static final String HEADER =
      "file,patient,split,view,sex,age,text,Pneumothorax,Pleural Effusion,lung_mask,lung_mask_type,"
          + "pleural-effusion_mask,source,licence,scanner";

  @TempDir Path folder;

  @BeforeEach
  void films() {
    Trees.film(folder, "a.png", 1);
    Trees.film(folder, "b.png", 2);
    Trees.film(folder, "masks/a.png", 3);
  }

  private Manifest read(String... rows) {
    String[] lines = new String[rows.length + 1];
    lines[0] = HEADER;
    System.arraycopy(rows, 0, lines, 1, rows.length);
    Trees.text(folder, "manifest.csv", lines);
    return Manifest.read(folder);
  }

  @Test
  void everyColumnIsRead() {
    ManifestRow row =
        read("a.png,p1,train,PA,F,54,\"One, two\nand \"\"three\"\".\",1,-1,masks/a.png,aerated,"
                + "masks/a.png,here,CC0,\" old one\"")
            .rows()
            .get(0);
    assertThat(row.file()).isEqualTo("a.png");
    assertThat(row.patient()).isEqualTo("p1");
    assertThat(row.split()).contains(Split.TRAIN);
    assertThat(row.view()).contains(View.PA);
    assertThat(row.sex()).contains(Sex.FEMALE);
    assertThat(row.ageYears()).hasValue(54);
    assertThat(row.text()).isEqualTo("One, two\nand \"three\".");
    assertThat(row.labels())
        .isEqualTo(Map.of(Finding.PNEUMOTHORAX, 1, Finding.PLEURAL_EFFUSION, -1));
    assertThat(row.label(Finding.EDEMA)).isEmpty();
    assertThat(row.masks().lung()).contains("masks/a.png");
    assertThat(row.masks().lungType()).contains(LungMaskType.AERATED);
    assertThat(row.masks().findings()).isEqualTo(Map.of(Finding.PLEURAL_EFFUSION, "masks/a.png"));
    assertThat(row.source()).isEqualTo("here");
    assertThat(row.licence()).isEqualTo("CC0");
    assertThat(row.origin().extra()).isEqualTo(Map.of("scanner", " old one"));
  }

  @Test
  void emptyCellsAreUnknownAndTheFilmIsDecoded() {
    Manifest manifest = read("a.png,,,,,,,,,,,,,,", "b.png,,,,,,,,,,,,,,");
    ManifestRow row = manifest.rows().get(1);
    assertThat(row.patient()).isEqualTo("b.png");
    assertThat(row.split()).isEmpty();
    assertThat(row.labels()).isEmpty();
    assertThat(manifest.film(row).at(0, 0)).isEqualTo(2);
  }

  @Test
  void aByteOrderMarkAndWindowsLinesAreNoMistake() throws IOException {
    Files.writeString(folder.resolve("manifest.csv"), "\uFEFFfile,age\r\na.png,61.0\r\n\r\n");
    assertThat(Manifest.read(folder.resolve("manifest.csv")).rows().get(0).ageYears()).hasValue(61);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "missing.png,p,,,,,,,,,,,,,| row 2, file | nothing there",
        "text.txt,p,,,,,,,,,,,,,| row 2, file | another file",
        "empty.png,p,,,,,,,,,,,,,| row 2, file | an empty file",
        "/a.png,p,,,,,,,,,,,,,| row 2, file | relative",
        ",p,,,,,,,,,,,,,| row 2, file | nothing",
        "a.png,p,dusk,,,,,,,,,,,,| row 2, split | 'dusk'",
        "a.png,p,,LL,,,,,,,,,,,| row 2, view | 'LL'",
        "a.png,p,,,X,,,,,,,,,,| row 2, sex | 'X'",
        "a.png,p,,,,old,,,,,,,,,| row 2, age | 'old'",
        "a.png,p,,,,54.5,,,,,,,,,| row 2, age | '54.5'",
        "a.png,p,,,,121,,,,,,,,,| row 2, age | 121",
        "a.png,p,,,,-1,,,,,,,,,| row 2, age | -1",
        "a.png,p,,,,,,2,,,,,,,| row 2, Pneumothorax | '2'",
        "a.png,p,,,,,,yes,,,,,,,| row 2, Pneumothorax | 'yes'",
        "a.png,p,,,,,,,,masks/b.png,aerated,,,,| row 2, lung_mask | nothing there",
        "a.png,p,,,,,,,,masks/a.png,,,,,| row 2, lung_mask_type | nothing",
        "a.png,p,,,,,,,,,aerated,,,,| row 2, lung_mask_type | aerated",
        "a.png,p,,,,,,,,masks/a.png,both,,,,| row 2, lung_mask_type | 'both'",
        "a.png,p,,,,,,,,,,lost.png,,,| row 2, pleural-effusion_mask | nothing there",
        "a.png,p| row 2 | 2 cells",
      })
  void aMistakeIsToldWithItsRow(String row, String place, String got) throws IOException {
    Files.writeString(folder.resolve("text.txt"), "no image");
    Files.createFile(folder.resolve("empty.png"));
    assertThatThrownBy(() -> read(row))
        .isInstanceOf(FileException.class)
        .hasMessageContaining(place)
        .hasMessageContaining("manifest.csv")
        .hasMessageContaining(got);
  }

  @Test
  void aFilmTwiceIsAMistake() {
    assertThatThrownBy(() -> read("a.png,,,,,,,,,,,,,,", "a.png,,,,,,,,,,,,,,"))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("row 3, file")
        .hasMessageContaining("row 2");
  }

  @Test
  void aPatientInTwoSplitsIsAMistake() {
    assertThatThrownBy(() -> read("a.png,p,train,,,,,,,,,,,,", "b.png,p,test,,,,,,,,,,,,"))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("row 3, split")
        .hasMessageContaining("patient p in test and in train");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "patient,split | no column 'file'",
        "file,age,age | two columns called 'age'",
        "file,Edema,edema | a second column for Edema",
        "file,Edema_mask,edema_mask | a second column for Edema",
      })
  void aWrongHeaderIsAMistake(String header, String got) {
    Trees.text(folder, "manifest.csv", header);
    assertThatThrownBy(() -> Manifest.read(folder))
        .isInstanceOf(FileException.class)
        .hasMessageContaining(got);
  }

  @Test
  void nothingThereNoRowsNoTextAreMistakes() throws IOException {
    assertThatThrownBy(() -> Manifest.read(folder))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("nothing there");
    Files.createFile(folder.resolve("manifest.csv"));
    assertThatThrownBy(() -> Manifest.read(folder)).hasMessageContaining("an empty file");
    Trees.text(folder, "manifest.csv", "file");
    assertThatThrownBy(() -> Manifest.read(folder)).hasMessageContaining("without rows");
    Files.write(folder.resolve("manifest.csv"), new byte[] {'f', 'i', 'l', 'e', '\n', (byte) 0xff});
    assertThatThrownBy(() -> Manifest.read(folder)).isInstanceOf(FileException.class);
    Files.writeString(folder.resolve("manifest.csv"), "file\n\"a.png", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Manifest.read(folder)).isInstanceOf(FileException.class);
  }

  @Test
  void aFilmThatBreaksLaterIsToldWithItsRow() throws IOException {
    Manifest manifest = read("a.png,,,,,,,,,,,,,,", "b.png,,,,,,,,,,,,,,");
    byte[] bytes = Files.readAllBytes(folder.resolve("b.png"));
    Files.write(folder.resolve("b.png"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> manifest.film(manifest.rows().get(1)))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("row 3, file");
  }

  @Test
  void whatIsWrittenIsReadAndWrittenAgainTheSame() throws IOException {
    Manifest manifest =
        read(
            "a.png,p1,train,PA,F,54,\"One, two\n\"\"three\"\"\",1,-1,masks/a.png,envelope,"
                + "masks/a.png,here,CC0,x",
            "b.png,p2,,,,,,,0,,,,,,");
    ManifestWriter.write(manifest);
    byte[] first = Files.readAllBytes(folder.resolve("manifest.csv"));
    Manifest again = Manifest.read(folder);
    assertThat(again).isEqualTo(manifest);
    ManifestWriter.write(again);
    assertThat(Files.readAllBytes(folder.resolve("manifest.csv"))).isEqualTo(first);
    assertThat(new String(first, StandardCharsets.UTF_8)).doesNotContain("\r");
    try (var files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("a.png", "b.png", "masks", "manifest.csv");
    }
  }

  @Test
  void aManifestWithAPatientInTwoSplitsIsNotWritten() {
    Manifest manifest = read("a.png,p,train,,,,,,,,,,,,", "b.png,p,train,,,,,,,,,,,,");
    List<ManifestRow> rows =
        List.of(manifest.rows().get(0), manifest.rows().get(1).withSplit(Split.TEST));
    assertThatThrownBy(() -> ManifestWriter.write(new Manifest(folder, rows)))
        .isInstanceOf(FileException.class);
  }
}
