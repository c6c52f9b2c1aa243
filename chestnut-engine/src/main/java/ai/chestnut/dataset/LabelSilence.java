package ai.chestnut.dataset;

import ai.chestnut.vocabulary.Finding;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What it means that a list of labels does not name a finding. "No Finding" denies every finding
 * that the labelling covers. A closed list, such as the fourteen of NIH ChestX-ray14, also denies
 * by not listing; an open one says nothing.
 *
 * @param covered what the labelling looks for
 */
record LabelSilence(boolean closed, List<Finding> covered) {

  /** Nothing is known of what is not listed. */
  static final LabelSilence NOTHING = new LabelSilence(false, List.of());

  /** The labels of a film whose list is this; none for an empty list. */
  Map<Finding, Integer> fill(List<Finding> listed) {
    EnumMap<Finding, Integer> labels = new EnumMap<>(Finding.class);
    boolean normal = listed.contains(Finding.NO_FINDING);
    if (normal || (closed && !listed.isEmpty())) {
      covered.forEach(finding -> labels.put(finding, 0));
      labels.put(Finding.NO_FINDING, 0);
    }
    listed.forEach(finding -> labels.put(finding, 1));
    return labels;
  }
}
