package ai.chestnut.dataset;

import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The Indiana University films at Open-i (Demner-Fushman et al., JAMIA 2016): the XML files of
 * {@code NLMCXR_reports} and the images of {@code NLMCXR_png}, anywhere below the source.
 *
 * <p>Which film is frontal is not in the reports. It is taken from {@code indiana_projections.csv}
 * (columns uid, filename, projection) where that is there; without it, the first film of a report
 * counts as the frontal one, which is the usual order, and the others are left out. Labels come
 * from the MeSH terms; "normal" denies the CheXpert findings, else what has no term is not
 * labelled.
 */
public final class OpenIImporter implements Importer {

  private static final LabelSilence SILENCE =
      new LabelSilence(
          false, List.copyOf(EnumSet.range(Finding.ATELECTASIS, Finding.PNEUMOTHORAX)));

  /** How terms begin, lower-case; the first that fits counts. */
  private static final List<Map.Entry<String, Finding>> TERMS =
      List.of(
          Map.entry("cardiomegaly", Finding.CARDIOMEGALY),
          Map.entry("pulmonary atelectasis", Finding.ATELECTASIS),
          Map.entry("atelectasis", Finding.ATELECTASIS),
          Map.entry("pleural effusion", Finding.PLEURAL_EFFUSION),
          Map.entry("pneumothorax", Finding.PNEUMOTHORAX),
          Map.entry("pneumonia", Finding.PNEUMONIA),
          Map.entry("consolidation", Finding.CONSOLIDATION),
          Map.entry("infiltrate", Finding.INFILTRATION),
          Map.entry("airspace disease", Finding.LUNG_OPACITY),
          Map.entry("opacity", Finding.LUNG_OPACITY),
          Map.entry("pulmonary edema", Finding.EDEMA),
          Map.entry("pulmonary emphysema", Finding.EMPHYSEMA),
          Map.entry("emphysema", Finding.EMPHYSEMA),
          Map.entry("pulmonary fibrosis", Finding.FIBROSIS),
          Map.entry("nodule", Finding.NODULE),
          Map.entry("granuloma", Finding.NODULE),
          Map.entry("calcified granuloma", Finding.NODULE),
          Map.entry("mass", Finding.MASS),
          Map.entry("thickening/pleura", Finding.PLEURAL_THICKENING),
          Map.entry("fractures, bone", Finding.FRACTURE),
          Map.entry("hernia, hiatal", Finding.HERNIA),
          Map.entry("tuberculosis", Finding.TUBERCULOSIS),
          Map.entry("catheters, indwelling", Finding.SUPPORT_DEVICES),
          Map.entry("implanted medical device", Finding.SUPPORT_DEVICES),
          Map.entry("tube, inserted", Finding.SUPPORT_DEVICES),
          Map.entry("normal", Finding.NO_FINDING));

  @Override
  public String format() {
    return "openi";
  }

  @Override
  public Collected collect(Path source) {
    ImageFiles files = new ImageFiles(source);
    Map<String, String> projections = projections(source);
    Collected collected = new Collected();
    for (String path : files.ending(".xml")) {
      Path file = source.resolve(path);
      OpenIReport report = OpenIReport.read(file);
      if (report.images().isEmpty()) {
        collected.leaveOut("a report without films");
      }
      for (String image : report.images()) {
        boolean frontal =
            projections.isEmpty()
                ? image.equals(report.images().get(0))
                : projections.getOrDefault(image, "").equals("frontal");
        if (frontal) {
          collected.take(row(report, files.pathOf(image)), file, "image " + image);
        } else {
          collected.leaveOut("not a frontal film");
        }
      }
    }
    return collected;
  }

  private static ManifestRow row(OpenIReport report, String file) {
    String patient = "openi:" + report.id();
    return new ManifestRow(
        file,
        new Subject(patient, Optional.empty(), OptionalInt.empty()),
        Optional.of(Split.ofPatient("openi", patient)),
        Optional.empty(),
        report.text(),
        SILENCE.fill(listed(report.terms())),
        RowMasks.NONE,
        new Origin(
            "openi-indiana", "CC BY-NC-ND 4.0", Map.of("mesh", String.join("; ", report.terms()))));
  }

  private static List<Finding> listed(List<String> terms) {
    List<Finding> listed = new ArrayList<>();
    for (String term : terms) {
      String lower = term.toLowerCase(Locale.ROOT);
      TERMS.stream()
          .filter(entry -> lower.startsWith(entry.getKey()))
          .findFirst()
          .ifPresent(entry -> listed.add(entry.getValue()));
    }
    return listed;
  }

  /** Image name to projection, by the table that others have published for these films. */
  private static Map<String, String> projections(Path source) {
    Map<String, String> projections = new HashMap<>();
    Optional<Path> file = ForeignCell.table(source, List.of("indiana_projections.csv"));
    if (file.isPresent()) {
      for (TableRow row : Table.read(file.get()).require("uid", "filename", "projection").rows()) {
        String stem = row.require("filename").replaceFirst("(\\.dcm)?\\.png$", "");
        projections.put(
            "CXR" + row.require("uid") + "_" + stem,
            row.require("projection").toLowerCase(Locale.ROOT));
      }
    }
    return projections;
  }
}
