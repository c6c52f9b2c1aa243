package ai.chestnut.dataset;

import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The image labels of VinDr-CXR (Nguyen et al., Sci Data 2022): 1 or 0 per radiologist, three in
 * train, one consensus in test. A label that most gave is 1, that some gave is -1, else 0. Labels
 * that the vocabulary has no word for (aortic enlargement, calcification, mediastinal shift ...)
 * are passed over.
 */
final class VindrLabels {

  private static final Map<String, Finding> COLUMNS =
      Map.ofEntries(
          Map.entry("Atelectasis", Finding.ATELECTASIS),
          Map.entry("Cardiomegaly", Finding.CARDIOMEGALY),
          Map.entry("Clavicle fracture", Finding.FRACTURE),
          Map.entry("Rib fracture", Finding.FRACTURE),
          Map.entry("Consolidation", Finding.CONSOLIDATION),
          Map.entry("Edema", Finding.EDEMA),
          Map.entry("Emphysema", Finding.EMPHYSEMA),
          Map.entry("Infiltration", Finding.INFILTRATION),
          Map.entry("Lung Opacity", Finding.LUNG_OPACITY),
          Map.entry("Lung cavity", Finding.LUNG_LESION),
          Map.entry("Lung cyst", Finding.LUNG_LESION),
          Map.entry("Lung tumor", Finding.LUNG_LESION),
          Map.entry("Nodule/Mass", Finding.LUNG_LESION),
          Map.entry("Pleural effusion", Finding.PLEURAL_EFFUSION),
          Map.entry("Pleural thickening", Finding.PLEURAL_THICKENING),
          Map.entry("Pneumothorax", Finding.PNEUMOTHORAX),
          Map.entry("Pulmonary fibrosis", Finding.FIBROSIS),
          Map.entry("Pneumonia", Finding.PNEUMONIA),
          Map.entry("Tuberculosis", Finding.TUBERCULOSIS),
          Map.entry("No finding", Finding.NO_FINDING));

  private final List<TableRow> readings = new ArrayList<>();

  void add(TableRow reading) {
    readings.add(reading);
  }

  /** The row where the image was first read. */
  TableRow first() {
    return readings.get(0);
  }

  Map<Finding, Integer> labels() {
    EnumMap<Finding, Integer> labels = new EnumMap<>(Finding.class);
    COLUMNS.forEach((column, finding) -> labels.merge(finding, vote(column), VindrLabels::surer));
    return labels;
  }

  private int vote(String column) {
    int present = 0;
    for (TableRow reading : readings) {
      int value = reading.wholeNumber(column, reading.require(column));
      if (value != 0 && value != 1) {
        throw reading.wrong(column, String.valueOf(value), "1 or 0");
      }
      present += value;
    }
    return 2 * present > readings.size() ? 1 : present > 0 ? -1 : 0;
  }

  private static int surer(int one, int other) {
    return one == 1 || other == 1 ? 1 : Math.min(one, other);
  }
}
