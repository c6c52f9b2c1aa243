package ai.chestnut.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.study.StudyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What dicom3tools' dciodvfy says of every object. Its exit code is no gate (it is 0 for an object
 * that it does not know), so its text is: the name of the object must stand there, and no error but
 * the one on Synthetic Data, which its dictionary is too old for.
 */
@Tag("tools")
class ConformanceTest {

  private static final Set<String> KNOWN =
      Set.of(
          "(0x0008,0x001c)  ?  - Warning - Unrecognized tag - assuming explicit value"
              + " representation OK",
          "Error - Attribute with an even group number is not a recognized standard attribute -"
              + " (0x0008,0x001c)  ?",
          "Warning - Attribute is not present in standard DICOM IOD - (0x0008,0x001c)  ?");

  @TempDir Path folder;

  /** The lines that are not allowed, and a complaint if the object's name is missing. */
  private List<String> complaints(DicomInstance instance, String name)
      throws IOException, InterruptedException {
    Path file = folder.resolve(instance.name());
    Files.write(file, instance.file());
    List<String> said = Tools.run("dciodvfy", file).lines().map(String::strip).toList();
    List<String> wrong = new ArrayList<>();
    if (!said.contains(name)) {
      wrong.add("no line " + name);
    }
    said.stream()
        .filter(line -> line.contains("Error") || line.contains("(0x0008,0x001c)"))
        .filter(line -> !KNOWN.contains(line))
        .forEach(wrong::add);
    return wrong;
  }

  @ParameterizedTest
  @EnumSource(FilmKind.class)
  void everyObjectIsValid(FilmKind kind) throws IOException, InterruptedException {
    Tools.require("dciodvfy");
    String film =
        switch (kind) {
          case DX -> "DXImageForPresentation";
          case CR -> "CRImage";
          case SC -> "SCImage";
        };
    for (StudyBundle bundle :
        List.of(DicomStudies.phantom(0, 64, 8), DicomStudies.phantom(1, 64, 16))) {
      List<DicomInstance> all = StudyDicom.of("tests").withKind(kind).instances(bundle);
      assertThat(complaints(all.get(0), film)).isEmpty();
      assertThat(complaints(all.get(1), "Segmentation")).isEmpty();
      assertThat(complaints(all.get(2), "ComprehensiveSR")).isEmpty();
    }
  }

  @Test
  void theGateFindsAPlantedFault() throws IOException, InterruptedException {
    Tools.require("dciodvfy");
    DicomInstance film = StudyDicom.of("tests").instances(DicomStudies.oblong(8)).get(0);
    DataSet damaged = new DataSet().putAll(film.data());
    damaged.elements().remove(Attribute.PRESENTATION_INTENT_TYPE.tag());
    assertThat(complaints(new DicomInstance("x.dcm", damaged), "DXImageForPresentation"))
        .anyMatch(line -> line.contains("PresentationIntentType"));
    DataSet unknown = new DataSet().putAll(film.data());
    unknown.put(Attribute.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.66.7");
    assertThat(complaints(new DicomInstance("y.dcm", unknown), "Segmentation"))
        .contains("no line Segmentation");
  }

  @Test
  void theObjectsOfAStudyAgree() throws IOException, InterruptedException {
    Tools.require("dcentvfy");
    List<String> command = new ArrayList<>(List.of("dcentvfy"));
    for (DicomInstance instance :
        StudyDicom.of("tests").instances(DicomStudies.phantom(0, 64, 8))) {
      instance.write(folder);
      command.add(folder.resolve(instance.name()).toString());
    }
    String said = Tools.run(command.toArray(String[]::new));
    assertThat(said.lines().filter(line -> line.contains("Error"))).isEmpty();
  }
}
