package ai.chestnut.archive;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Box;
import ai.chestnut.layout.Components;
import ai.chestnut.layout.Mask;
import ai.chestnut.progress.Progress;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.StudyFolder;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The format {@code coco}: {@code images/ID.png} and {@code annotations/instances_SPLIT.json} as
 * the COCO detection task has them (Lin et al. 2014). Each connected part of a finding is an
 * instance; each structure of the anatomy is one, with all its parts. Category ids: the finding's
 * place in the vocabulary from 1 on, the anatomy's code above 100.
 */
public final class CocoExport implements ArchiveExport {

  private static final int ANATOMY = 100;

  private final ExportOptions options;

  public CocoExport(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String format() {
    return "coco";
  }

  @Override
  public int write(Archive archive, Path out, boolean overwrite, Progress progress) {
    Export export = Export.begin(archive, out, overwrite, options, progress);
    Path images = export.folder("images");
    export.folder("annotations");
    Map<String, Split> splits = new LinkedHashMap<>();
    for (String name : Splits.NAMES) {
      if (archive.manifest().splits().containsKey(name)) {
        splits.put(name, new Split(new ArrayList<>(), new ArrayList<>()));
      }
    }
    export.each(
        row -> {
          String name = row.study().id() + ".png";
          export.copy(row, StudyFolder.FILM, images.resolve(name));
          StudyBundle bundle = archive.study(row.item());
          splits
              .computeIfAbsent(
                  row.place().split(), key -> new Split(new ArrayList<>(), new ArrayList<>()))
              .add(row.item().index() + 1, name, bundle);
        });
    splits.forEach(
        (name, split) ->
            export.text(
                "annotations/instances_" + name + ".json",
                ArchiveManifest.json(split.document(archive, export))));
    export.text("README.md", DatasetCard.markdown(export));
    return export.studies();
  }

  /** The annotations of a split. */
  private record Split(List<Object> images, List<Object> annotations) {

    void add(int image, String name, StudyBundle bundle) {
      int width = bundle.film().width();
      int height = bundle.film().height();
      images.add(ordered("id", image, "file_name", name, "width", width, "height", height));
      bundle.anatomy().ifPresent(map -> addAnatomy(image, map));
      bundle
          .pathology()
          .masks()
          .forEach(
              (finding, mask) -> {
                if (!mask.isEmpty()) {
                  Components.of(mask).forEach(part -> add(image, category(finding), part));
                }
              });
    }

    private void addAnatomy(int image, AnatomyMap map) {
      for (Anatomy structure : Anatomy.values()) {
        Mask mask = map.of(structure);
        if (!mask.isEmpty()) {
          add(image, ANATOMY + structure.code(), mask);
        }
      }
    }

    private void add(int image, int category, Mask mask) {
      Box box = mask.bounds().orElseThrow();
      annotations.add(
          ordered(
              "id",
              annotations.size() + 1,
              "image_id",
              image,
              "category_id",
              category,
              "segmentation",
              ordered("size", List.of(mask.height(), mask.width()), "counts", RunLengths.of(mask)),
              "area",
              mask.area(),
              "bbox",
              List.of(box.x(), box.y(), box.width(), box.height()),
              "iscrowd",
              0));
    }

    Map<String, Object> document(Archive archive, Export export) {
      String note = StudyFolder.MARK + " " + export.gate().sentence();
      return ordered(
          "info",
          ordered("description", archive.plan().name() + ". " + note),
          "licenses",
          export
              .card()
              .map(card -> List.of(ordered("id", 1, "name", card.licence(), "url", card.licence())))
              .orElse(List.of()),
          "images",
          images,
          "annotations",
          annotations,
          "categories",
          categories());
    }
  }

  private static int category(Finding finding) {
    return finding.ordinal() + 1;
  }

  private static List<Object> categories() {
    List<Object> categories = new ArrayList<>();
    for (Finding finding : Finding.values()) {
      if (finding != Finding.NO_FINDING) {
        categories.add(
            ordered(
                "id",
                category(finding),
                "name",
                finding.canonicalName(),
                "supercategory",
                finding.parent().map(Finding::canonicalName).orElse("finding")));
      }
    }
    for (Anatomy structure : Anatomy.values()) {
      categories.add(
          ordered(
              "id",
              ANATOMY + structure.code(),
              "name",
              structure.canonicalName(),
              "supercategory",
              "anatomy"));
    }
    return categories;
  }

  /** Keys and values by turns, in this order. */
  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
