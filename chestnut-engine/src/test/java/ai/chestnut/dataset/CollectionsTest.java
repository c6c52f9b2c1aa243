package ai.chestnut.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each importer on a small tree in its collection's own column format. */
class CollectionsTest {

  private static final String CHEXPERT_14 =
      "No Finding,Enlarged Cardiomediastinum,Cardiomegaly,Lung Opacity,Lung Lesion,Edema,"
          + "Consolidation,Pneumonia,Atelectasis,Pneumothorax,Pleural Effusion,Pleural Other,"
          + "Fracture,Support Devices";

  @TempDir Path root;
  private Path source = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void folders() throws IOException {
    source = Files.createDirectory(root.resolve("collection"));
    out = root.resolve("films");
  }

  private ImportSummary run(String format) {
    return Import.run(Importer.named(format), source, out, false, Progress.SILENT);
  }

  private ManifestRow row(String ending) {
    return Manifest.read(out).rows().stream()
        .filter(row -> row.file().endsWith(ending))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nih() {
    Trees.text(
        source,
        "Data_Entry_2017_v2020.csv",
        "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,"
            + "OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y],",
        "00000001_000.png,\"Cardiomegaly|Effusion\",0,1,060Y,M,PA,2682,2749,0.143,0.143,",
        "00000002_000.png,No Finding,0,2,414,F,AP,2500,2048,0.168,0.168,",
        "00000003_000.png,Pleural_Thickening,0,3,011M,F,AP,2500,2048,0.168,0.168,");
    Trees.text(
        source,
        "BBox_List_2017.csv",
        "Image Index,Finding Label,Bbox [x,y,w,h],,,",
        "00000001_000.png,Infiltrate,225.0847,547.0,86.7,79.1,,,");
    Trees.text(source, "train_val_list.txt", "00000001_000.png", "00000002_000.png");
    Trees.text(source, "test_list.txt", "00000003_000.png");
    Trees.film(source, "images_001/images/00000001_000.png", 1);
    Trees.film(source, "images_001/images/00000002_000.png", 2);
    Trees.film(source, "images_002/images/00000003_000.png", 3);

    assertThat(run("nih").taken()).isEqualTo(3);
    ManifestRow first = row("00000001_000.png");
    assertThat(first.file()).isEqualTo("../collection/images_001/images/00000001_000.png");
    assertThat(first.patient()).isEqualTo("nih:1");
    assertThat(first.ageYears()).hasValue(60);
    assertThat(first.sex()).contains(Sex.MALE);
    assertThat(first.view()).contains(View.PA);
    assertThat(first.label(Finding.CARDIOMEGALY)).hasValue(1);
    assertThat(first.label(Finding.PLEURAL_EFFUSION)).hasValue(1);
    assertThat(first.label(Finding.HERNIA)).hasValue(0);
    assertThat(first.label(Finding.FRACTURE)).isEmpty();
    assertThat(first.origin().extra().get("boxes"))
        .isEqualTo("[{\"label\":\"Infiltrate\",\"x\":225.0847,\"y\":547.0,\"w\":86.7,\"h\":79.1}]");
    ManifestRow normal = row("00000002_000.png");
    assertThat(normal.ageYears()).isEmpty();
    assertThat(normal.label(Finding.NO_FINDING)).hasValue(1);
    assertThat(normal.label(Finding.NODULE)).hasValue(0);
    assertThat(row("00000003_000.png").split()).contains(Split.TEST);
    assertThat(row("00000003_000.png").ageYears()).hasValue(0);
  }

  @Test
  void nihWithAMissingFilm() {
    Trees.text(
        source,
        "Data_Entry_2017.csv",
        "Image Index,Finding Labels,Patient ID,Patient Age,Patient Sex,View Position",
        "00000001_000.png,Mass,1,60,M,PA");
    assertThatThrownBy(() -> run("nih"))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("row 2, file")
        .hasMessageContaining("Data_Entry_2017.csv");
    assertThat(out).doesNotExist();
  }

  @Test
  void chexpert() {
    String header = "Path,Sex,Age,Frontal/Lateral,AP/PA," + CHEXPERT_14;
    Trees.text(
        source,
        "train.csv",
        header,
        "CheXpert-v1.0-small/train/patient00001/study1/view1_frontal.jpg,Female,68,Frontal,AP,"
            + "1.0,,,,,,,,,0.0,,,,1.0",
        "CheXpert-v1.0-small/train/patient00002/study2/view1_frontal.jpg,Unknown,0,Frontal,PA,"
            + ",,-1.0,1.0,,-1.0,-1.0,,-1.0,,-1.0,,1.0,",
        "CheXpert-v1.0-small/train/patient00002/study1/view2_lateral.jpg,Female,87,Lateral,,"
            + ",,-1.0,1.0,,-1.0,-1.0,,-1.0,,-1.0,,1.0,");
    Trees.text(
        source,
        "valid.csv",
        header,
        "CheXpert-v1.0-small/valid/patient64541/study1/view1_frontal.jpg,Male,73,Frontal,AP,"
            + "0.0,1.0,1.0,1.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0");
    Trees.film(source, "train/patient00001/study1/view1_frontal.jpg", 1);
    Trees.film(source, "train/patient00002/study2/view1_frontal.jpg", 2);
    Trees.film(source, "valid/patient64541/study1/view1_frontal.jpg", 3);

    ImportSummary summary = run("chexpert");
    assertThat(summary.taken()).isEqualTo(3);
    assertThat(summary.leftOut()).isEqualTo(Map.of("not a frontal film", 1));
    assertThat(summary).hasToString("3 films\nleft out: 1, not a frontal film");
    ManifestRow normal = row("patient00001/study1/view1_frontal.jpg");
    assertThat(normal.split()).contains(Split.TRAIN);
    assertThat(normal.label(Finding.NO_FINDING)).hasValue(1);
    assertThat(normal.label(Finding.EDEMA)).hasValue(0);
    assertThat(normal.label(Finding.SUPPORT_DEVICES)).hasValue(1);
    ManifestRow ill = row("patient00002/study2/view1_frontal.jpg");
    assertThat(ill.sex()).isEmpty();
    assertThat(ill.ageYears()).isEmpty();
    assertThat(ill.view()).contains(View.PA);
    assertThat(ill.label(Finding.CARDIOMEGALY)).hasValue(-1);
    assertThat(ill.label(Finding.FRACTURE)).hasValue(1);
    assertThat(ill.label(Finding.PNEUMONIA)).isEmpty();
    assertThat(ill.label(Finding.NO_FINDING)).hasValue(0);
    assertThat(row("patient64541/study1/view1_frontal.jpg").split()).contains(Split.VAL);
  }

  @Test
  void mimic() {
    Trees.text(
        source,
        "mimic-cxr-2.0.0-metadata.csv.gz",
        "dicom_id,subject_id,study_id,PerformedProcedureStepDescription,ViewPosition,Rows,Columns,"
            + "StudyDate,StudyTime",
        "02aa804e,10000032,50414267,CHEST (PA AND LAT),PA,3056,2544,21800506,213014.531",
        "174413ec,10000032,50414267,CHEST (PA AND LAT),LATERAL,3056,2544,21800506,213014.531",
        "2a2277a9,11000033,53189527,\"CHEST, PORTABLE\",AP,3056,2544,21800626,165500.312",
        "e084de3b,11000033,53189527,CHEST,,3056,2544,21800626,165500.312");
    Trees.text(
        source,
        "mimic-cxr-2.0.0-split.csv.gz",
        "dicom_id,study_id,subject_id,split",
        "02aa804e,50414267,10000032,train",
        "174413ec,50414267,10000032,train",
        "2a2277a9,53189527,11000033,validate",
        "e084de3b,53189527,11000033,validate");
    Trees.text(
        source,
        "mimic-cxr-2.0.0-chexpert.csv.gz",
        "subject_id,study_id," + CHEXPERT_14,
        "10000032,50414267,,,,,,,,,,-1.0,1.0,,,0.0");
    Trees.text(
        source,
        "patients.csv.gz",
        "subject_id,gender,anchor_age,anchor_year,anchor_year_group,dod",
        "10000032,F,52,2178,2014 - 2016,");
    Trees.text(
        source,
        "files/p10/p10000032/s50414267.txt",
        "                                 FINAL REPORT",
        " EXAMINATION:  CHEST (PA AND LAT)",
        " ",
        " INDICATION:  ___ year old woman with ascites // eval for infection",
        " ",
        " FINDINGS: ",
        " ",
        " Small left effusion.  Note: no",
        " pneumothorax.",
        " ",
        " IMPRESSION: ",
        " ",
        " Left effusion.");
    Trees.film(source, "files/p10/p10000032/s50414267/02aa804e.jpg", 1);
    Trees.film(source, "files/p11/p11000033/s53189527/2a2277a9.jpg", 2);

    ImportSummary summary = run("mimic-cxr-jpg");
    assertThat(summary.leftOut()).isEqualTo(Map.of("view is LATERAL", 1, "view not recorded", 1));
    ManifestRow first = row("02aa804e.jpg");
    assertThat(first.text())
        .isEqualTo("Small left effusion. Note: no pneumothorax. Left effusion.");
    assertThat(first.patient()).isEqualTo("mimic:10000032");
    assertThat(first.ageYears()).hasValue(54);
    assertThat(first.sex()).contains(Sex.FEMALE);
    assertThat(first.label(Finding.PLEURAL_EFFUSION)).hasValue(1);
    assertThat(first.label(Finding.PNEUMOTHORAX)).hasValue(-1);
    assertThat(first.label(Finding.SUPPORT_DEVICES)).hasValue(0);
    assertThat(first.label(Finding.EDEMA)).isEmpty();
    ManifestRow second = row("2a2277a9.jpg");
    assertThat(second.split()).contains(Split.VAL);
    assertThat(second.labels()).isEmpty();
    assertThat(second.text()).isEmpty();
  }

  @Test
  void vindr() {
    Trees.text(
        source,
        "annotations/image_labels_train.csv",
        "image_id,rad_id," + vindrLabels(),
        "aaa,R1," + vindrRow("Nodule/Mass", "Pleural effusion"),
        "aaa,R2," + vindrRow("Pleural effusion"),
        "aaa,R3," + vindrRow("No finding"));
    Trees.text(
        source,
        "annotations/annotations_train.csv",
        "image_id,rad_id,class_name,x_min,y_min,x_max,y_max",
        "aaa,R1,Nodule/Mass,10.5,20,30.5,50",
        "aaa,R3,No finding,,,,");
    Trees.text(
        source,
        "annotations/image_labels_test.csv",
        "image_id," + vindrLabels(),
        "bbb," + vindrRow("Rib fracture"));
    Trees.film(source, "train/aaa.png", 1);
    Trees.film(source, "test/bbb.jpg", 2);

    assertThat(run("vindr").taken()).isEqualTo(2);
    ManifestRow train = row("aaa.png");
    assertThat(train.label(Finding.PLEURAL_EFFUSION)).hasValue(1);
    assertThat(train.label(Finding.LUNG_LESION)).hasValue(-1);
    assertThat(train.label(Finding.NO_FINDING)).hasValue(-1);
    assertThat(train.label(Finding.FRACTURE)).hasValue(0);
    assertThat(train.label(Finding.COVID_19)).isEmpty();
    assertThat(train.origin().extra().get("boxes"))
        .isEqualTo("[{\"label\":\"Nodule/Mass\",\"x\":10.5,\"y\":20.0,\"w\":20.0,\"h\":30.0}]");
    assertThat(row("bbb.jpg").split()).contains(Split.TEST);
    assertThat(row("bbb.jpg").label(Finding.FRACTURE)).hasValue(1);
  }

  @Test
  void vindrIsReadAsDicom() {
    Trees.text(
        source,
        "image_labels_train.csv",
        "image_id,rad_id," + vindrLabels(),
        "aaa,R1," + vindrRow("No finding"));
    Trees.text(source, "train/aaa.dicom", "DICM");
    assertThatThrownBy(() -> run("vindr"))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("aaa.dicom")
        .hasMessageContaining("another file");
    Trees.text(source, "train/aaa.dicom", "\0".repeat(128) + "DICM");
    run("vindr");
    assertThat(row("aaa.dicom").split()).contains(Split.TRAIN);
  }

  private static final String VINDR =
      "Aortic enlargement,Atelectasis,Calcification,Cardiomegaly,Clavicle fracture,Consolidation,"
          + "Edema,Emphysema,Enlarged PA,ILD,Infiltration,Lung Opacity,Lung cavity,Lung cyst,"
          + "Mediastinal shift,Nodule/Mass,Pleural effusion,Pleural thickening,Pneumothorax,"
          + "Pulmonary fibrosis,Rib fracture,Other lesion,COPD,Lung tumor,Pneumonia,Tuberculosis,"
          + "Other disease,No finding";

  private static String vindrLabels() {
    return VINDR;
  }

  private static String vindrRow(String... present) {
    StringBuilder cells = new StringBuilder();
    for (String column : VINDR.split(",")) {
      cells.append(cells.length() == 0 ? "" : ",");
      cells.append(java.util.List.of(present).contains(column) ? "1" : "0");
    }
    return cells.toString();
  }

  @Test
  void openI() {
    report("1", "normal", "CXR1_1_IM-0001-3001", "CXR1_1_IM-0001-4001");
    report("2", "Cardiomegaly/mild", "CXR2_IM-0652-1001");
    report("3", "Pleural Effusion/left/small");
    Trees.film(source, "NLMCXR_png/CXR1_1_IM-0001-3001.png", 1);
    Trees.film(source, "NLMCXR_png/CXR2_IM-0652-1001.png", 2);

    ImportSummary summary = run("openi");
    assertThat(summary.taken()).isEqualTo(2);
    assertThat(summary.leftOut())
        .isEqualTo(Map.of("not a frontal film", 1, "a report without films", 1));
    ManifestRow normal = row("CXR1_1_IM-0001-3001.png");
    assertThat(normal.text()).isEqualTo("The heart is < normal. No acute disease.");
    assertThat(normal.label(Finding.NO_FINDING)).hasValue(1);
    assertThat(normal.label(Finding.PNEUMOTHORAX)).hasValue(0);
    ManifestRow big = row("CXR2_IM-0652-1001.png");
    assertThat(big.label(Finding.CARDIOMEGALY)).hasValue(1);
    assertThat(big.labels()).hasSize(1);
  }

  @Test
  void openIWithProjections() {
    report("1", "normal", "CXR1_1_IM-0001-3001", "CXR1_1_IM-0001-4001");
    Trees.text(
        source,
        "indiana_projections.csv",
        "uid,filename,projection",
        "1,1_IM-0001-4001.dcm.png,Frontal",
        "1,1_IM-0001-3001.dcm.png,Lateral");
    Trees.film(source, "images/CXR1_1_IM-0001-4001.png", 1);
    run("openi");
    assertThat(row("4001.png").patient()).isEqualTo("openi:CXR1");
  }

  @Test
  void openIWithAMissingFilmOrBrokenXml() {
    report("1", "normal", "CXR1_1_IM-0001-3001");
    assertThatThrownBy(() -> run("openi"))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("image CXR1_1_IM-0001-3001");
    Trees.text(source, "ecgen-radiology/2.xml", "<eCitation>");
    assertThatThrownBy(() -> run("openi"))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("2.xml")
        .hasMessageContaining("well-formed");
  }

  private void report(String number, String term, String... images) {
    StringBuilder xml =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<eCitation>");
    xml.append("<uId id=\"CXR").append(number).append("\"/><MedlineCitation><Article><Abstract>");
    xml.append("<AbstractText Label=\"COMPARISON\">None.</AbstractText>");
    xml.append("<AbstractText Label=\"FINDINGS\">The heart is &lt;\n normal.</AbstractText>");
    xml.append("<AbstractText Label=\"IMPRESSION\">No acute disease.</AbstractText>");
    xml.append("</Abstract></Article></MedlineCitation><MeSH><major>").append(term);
    xml.append("</major></MeSH>");
    for (String image : images) {
      xml.append("<parentImage id=\"")
          .append(image)
          .append("\"><caption>PA</caption></parentImage>");
    }
    Trees.text(source, "ecgen-radiology/" + number + ".xml", xml.append("</eCitation>").toString());
  }

  @Test
  void anUnknownFormatIsRefusedAndAFolderWantsAMap() {
    assertThatThrownBy(() -> Importer.named("padchest"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("'padchest'");
    assertThatThrownBy(() -> Importer.named("folder"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("--map");
    assertThatThrownBy(() -> run("chexpert"))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("train.csv");
    assertThatThrownBy(() -> run("nih")).isInstanceOf(FileException.class);
  }
}
