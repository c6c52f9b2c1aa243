package ai.chestnut.archive;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.Mask;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.study.PathologyEntry;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.StudyFolder;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The format {@code nnunet}: raw data sets of nnU-Net version 2 (Isensee et al. 2021), {@code
 * Dataset001_ChestnutAnatomy} with the codes of the anatomy as labels and {@code
 * Dataset002_ChestnutPathology} with the findings that occur, numbered from 1 in the order of the
 * vocabulary. Where findings overlap, the one of the smaller mask is shown. Training and validation
 * are {@code imagesTr}, told apart by {@code splits_final.json}; test is {@code imagesTs}.
 */
public final class NnUnetExport implements ArchiveExport {

  private static final String ANATOMY = "Dataset001_ChestnutAnatomy";
  private static final String PATHOLOGY = "Dataset002_ChestnutPathology";

  private final ExportOptions options;

  public NnUnetExport(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String format() {
    return "nnunet";
  }

  /** What is known of the studies before one is written. */
  private static final class Survey {
    final TreeSet<Finding> findings = new TreeSet<>();
    final Map<String, List<String>> ids = new LinkedHashMap<>();
    boolean anatomy = true;

    void add(StudyRow row) {
      row.file().pathology().stream().map(PathologyEntry::finding).forEach(findings::add);
      anatomy &= row.file().files().containsKey(StudyFolder.ANATOMY);
      ids.computeIfAbsent(row.place().split(), split -> new ArrayList<>()).add(row.study().id());
    }

    int training() {
      return ids("train").size() + ids("val").size();
    }

    List<String> ids(String split) {
      return ids.getOrDefault(split, List.of());
    }
  }

  @Override
  public int write(Archive archive, Path out, boolean overwrite, Progress progress) {
    Export export = Export.begin(archive, out, overwrite, options, progress);
    Survey survey = new Survey();
    export.each(survey::add);
    if (!survey.anatomy && survey.findings.isEmpty()) {
      throw new RequestException(
          "masks", archive.folder().toString(), "none", "an anatomy or findings that are drawn");
    }
    if (survey.anatomy) {
      dataset(export, survey, ANATOMY, anatomyLabels());
    }
    if (!survey.findings.isEmpty()) {
      dataset(export, survey, PATHOLOGY, labels(survey.findings));
    }
    export.each(
        row -> {
          StudyBundle bundle = archive.study(row.item());
          if (survey.anatomy) {
            study(export, row, ANATOMY, anatomy(bundle));
          }
          if (!survey.findings.isEmpty()) {
            study(export, row, PATHOLOGY, pathology(bundle, List.copyOf(survey.findings)));
          }
        });
    export.text("README.md", DatasetCard.markdown(export));
    return export.studies();
  }

  private static Map<String, Integer> anatomyLabels() {
    Map<String, Integer> labels = new LinkedHashMap<>();
    labels.put("background", 0);
    for (Anatomy structure : Anatomy.values()) {
      labels.put(structure.canonicalName(), structure.code());
    }
    return labels;
  }

  private static Map<String, Integer> labels(TreeSet<Finding> findings) {
    Map<String, Integer> labels = new LinkedHashMap<>();
    labels.put("background", 0);
    findings.forEach(finding -> labels.put(finding.canonicalName(), labels.size()));
    return labels;
  }

  private static void dataset(
      Export export, Survey survey, String name, Map<String, Integer> labels) {
    for (String part : List.of("imagesTr", "labelsTr", "imagesTs", "labelsTs")) {
      export.folder(name + "/" + part);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("channel_names", Map.of("0", "chest radiograph"));
    document.put("labels", labels);
    document.put("numTraining", survey.training());
    document.put("file_ending", ".png");
    document.put("overwrite_image_reader_writer", "NaturalImage2DIO");
    document.put("name", export.archive().plan().name());
    document.put("description", StudyFolder.MARK);
    export.card().ifPresent(card -> document.put("licence", card.licence()));
    export.text(name + "/dataset.json", ArchiveManifest.json(document));
    Map<String, Object> fold = new LinkedHashMap<>();
    fold.put("train", survey.ids("train"));
    fold.put("val", survey.ids("val"));
    export.text(name + "/splits_final.json", ArchiveManifest.json(List.of(fold)));
  }

  private static void study(Export export, StudyRow row, String name, Radiograph labels) {
    String part = row.place().split().equals("test") ? "Ts" : "Tr";
    String id = row.study().id();
    export.copy(
        row, StudyFolder.FILM, export.folder(name + "/images" + part).resolve(id + "_0000.png"));
    RadiographFiles.write(
        labels, export.folder(name + "/labels" + part).resolve(id + ".png"), Map.of());
  }

  private static Radiograph anatomy(StudyBundle bundle) {
    int width = bundle.film().width();
    short[] codes = new short[width * bundle.film().height()];
    bundle
        .anatomy()
        .ifPresent(
            map -> {
              for (int i = 0; i < codes.length; i++) {
                codes[i] = (short) map.codeAt(i % width, i / width);
              }
            });
    return Radiograph.of(width, bundle.film().height(), 8, codes);
  }

  private static Radiograph pathology(StudyBundle bundle, List<Finding> labels) {
    int width = bundle.film().width();
    short[] codes = new short[width * bundle.film().height()];
    List<Map.Entry<Finding, Mask>> largestFirst =
        bundle.pathology().masks().entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                    (Map.Entry<Finding, Mask> each) -> -each.getValue().area()))
            .toList();
    for (Map.Entry<Finding, Mask> each : largestFirst) {
      short code = (short) (labels.indexOf(each.getKey()) + 1);
      for (int i = 0; i < codes.length; i++) {
        if (each.getValue().at(i % width, i / width)) {
          codes[i] = code;
        }
      }
    }
    return Radiograph.of(width, bundle.film().height(), 8, codes);
  }
}
