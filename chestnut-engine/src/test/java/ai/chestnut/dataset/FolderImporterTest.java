package ai.chestnut.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.config.Toml;
import ai.chestnut.failure.CancelledException;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.vocabulary.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed map against a small tree in the pack's own columns. */
class FolderImporterTest {

  private static final Path MAP = Path.of("..", "configs", "import-cxr-open.toml");
  private static final String HEADER =
      "file,source,source_id,patient,split,licence,licence_class,attribution_url,attribution,view,"
          + "sex,age,age_group,labels,text,extra,lung_mask,lung_mask_type,heart_mask,"
          + "heart_mask_type,label_mask,finding_mask,device_mask,ignore_mask,mask_licence,boxes,"
          + "expert_labels,src_width,src_height,crop_x,crop_y,crop_side,valid_box,mm_per_px,p1,p99,"
          + "notes,via_repo";
  private static final String TAIL = ",,,1024,1024,0,0,1024,0 0 256 256,1.3,1,230,,some/repo";

  @TempDir Path root;
  private Path source = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void tree() {
    source = root.resolve("pack");
    out = root.resolve("films");
    Trees.film(source, "images/nih/1.png", 1);
    Trees.film(source, "images/mont/2.png", 2);
    Trees.film(source, "images/mhh/3.png", 3);
    Trees.film(source, "masks/lung/2.png", 4);
    Trees.film(source, "masks/label/2.png", 5);
    table(
        "images/nih/1.png,nih-cxr14,1.png,nih:1,train,L,open,u,a,PA,F,58,adult,"
            + "Effusion|Pleural_Thickening,,,,,,,,,,,"
            + TAIL,
        "images/mont/2.png,montgomery,2.png,mont:2,val,L,open,u,a,PA,M,44,adult,"
            + "Tuberculosis|Cavitation,LUL scar,,masks/lung/2.png,"
            + "\"NLM manual (aerated lung, excludes heart)\",,,masks/label/2.png,,,,m"
            + TAIL,
        "images/mhh/3.png,mhh-covid19,3,mhh3,test,L,open,u,a,AP,,,adult (presumed),COVID-19,"
            + "a case note,crp_val=21,,,,,,,,,"
            + TAIL,
        "images/kermany/4.png,kermany,4,k4,test,L,open,u,a,AP,,1-5 (cohort),child,No Finding,"
            + ",,,,,,,,,,"
            + TAIL);
  }

  private void table(String... rows) {
    Trees.text(source, "manifest.csv", HEADER + "\n" + String.join("\n", rows));
  }

  private ImportSummary run(boolean overwrite, Progress progress) {
    return Import.run(
        new FolderImporter(Toml.read(MAP, FolderMap.class)), source, out, overwrite, progress);
  }

  @Test
  void adultsComeInWithTheirLabelsMasksAndOrigin() throws IOException {
    ImportSummary summary = run(false, Progress.SILENT);
    assertThat(summary.taken()).isEqualTo(3);
    assertThat(summary.leftOut()).containsExactly(java.util.Map.entry("age_group is child", 1));
    List<ManifestRow> rows = Manifest.read(out).rows();

    ManifestRow nih = rows.get(0);
    assertThat(nih.label(Finding.PLEURAL_EFFUSION)).hasValue(1);
    assertThat(nih.label(Finding.PLEURAL_THICKENING)).hasValue(1);
    assertThat(nih.label(Finding.PNEUMOTHORAX)).hasValue(0);
    assertThat(nih.label(Finding.NO_FINDING)).hasValue(0);
    assertThat(nih.label(Finding.COVID_19)).isEmpty();
    assertThat(nih.origin().extra()).containsEntry("age_group", "adult").doesNotContainKey("extra");

    ManifestRow mont = rows.get(1);
    assertThat(mont.text()).isEqualTo("LUL scar");
    assertThat(mont.masks().lungType()).contains(LungMaskType.AERATED);
    assertThat(mont.origin().extra()).containsEntry("label_mask", "masks/label/2.png");
    assertThat(out.resolve("masks/label/2.png"))
        .hasSameBinaryContentAs(source.resolve("masks/label/2.png"));
    assertThat(mont.label(Finding.LUNG_LESION)).hasValue(1);
    assertThat(mont.label(Finding.NODULE)).isEmpty();

    ManifestRow covid = rows.get(2);
    assertThat(covid.text()).isEmpty();
    assertThat(covid.label(Finding.COVID_19)).hasValue(1);
    assertThat(covid.labels()).hasSize(1);
    assertThat(Files.readString(out.resolve("manifest.csv")))
        .doesNotContain("crp_val", "case note");
  }

  @Test
  void theSameSourceGivesTheSameTable() throws IOException {
    run(false, Progress.SILENT);
    byte[] first = Files.readAllBytes(out.resolve("manifest.csv"));
    assertThatThrownBy(() -> run(false, Progress.SILENT))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("--overwrite");
    run(true, Progress.SILENT);
    assertThat(Files.readAllBytes(out.resolve("manifest.csv"))).isEqualTo(first);
  }

  @Test
  void overwritingTakesAwayNothingThatNoImportMade() throws IOException {
    Trees.text(out, "letters.txt", "dear");
    assertThatThrownBy(() -> run(true, Progress.SILENT))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("other files");
    assertThat(out.resolve("letters.txt")).exists();
  }

  @Test
  void aMissingFilmIsToldWithTheRowOfTheSource() throws IOException {
    Files.delete(source.resolve("images/mhh/3.png"));
    assertThatThrownBy(() -> run(false, Progress.SILENT))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("row 4, file")
        .hasMessageContaining("nothing there");
    assertNothingLeft();
  }

  @Test
  void cancellingLeavesNothing() throws IOException {
    Progress impatient =
        new Progress() {
          @Override
          public void step(Step step) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThatThrownBy(() -> run(false, impatient)).isInstanceOf(CancelledException.class);
    assertNothingLeft();
  }

  @Test
  void anUnknownLabelIsToldWithItsRow() {
    table(
        "images/nih/1.png,nih-cxr14,1,nih:1,train,L,open,u,a,PA,F,58,adult,Effusions,,,,,,,,,,,"
            + TAIL);
    assertThatThrownBy(() -> run(false, Progress.SILENT))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("row 2, labels")
        .hasMessageContaining("'Effusions'");
  }

  @Test
  void aShortMapReadsAColumnPerFindingAndLeavesTheFilmsWhereTheyAre() {
    Trees.text(source, "mine.csv", "path,heart big,rest", "images/nih/1.png,-1,x");
    String map = "table = \"mine.csv\"\ncopy = false\n[columns]\nfile = \"path\"\n";
    Import.run(
        new FolderImporter(
            Toml.parse(map + "Cardiomegaly = \"heart big\"\n", "map", FolderMap.class)),
        source,
        out,
        false,
        Progress.SILENT);
    ManifestRow row = Manifest.read(out).rows().get(0);
    assertThat(row.file()).isEqualTo("../pack/images/nih/1.png");
    assertThat(row.labels()).isEqualTo(java.util.Map.of(Finding.CARDIOMEGALY, -1));
    assertThat(row.origin().extra()).isEmpty();
  }

  @Test
  void aMapIsHeldToTheTableAndTheVocabulary() {
    Trees.text(source, "manifest.csv", HEADER.replace("labels,", ""));
    assertThatThrownBy(() -> run(false, Progress.SILENT))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("no column 'labels'");
    assertThatThrownBy(
            () ->
                new FolderImporter(
                    Toml.read(MAP, List.of("labels.names.Effusion=Water"), FolderMap.class)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("'Water'");
    assertThatThrownBy(() -> Toml.read(MAP, List.of("columns.hight=x"), FolderMap.class))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("'hight'");
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left).containsExactly(source);
    }
  }
}
