package ai.chestnut.dataset;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an import did.
 *
 * @param taken films in the manifest
 * @param leftOut rows that were not taken, by reason
 */
public record ImportSummary(int taken, SortedMap<String, Integer> leftOut) {

  public ImportSummary {
    leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
  }

  /** Lines for people: {@code "1107 films"}, then {@code "left out: 888, age_group is child"}. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder(taken + (taken == 1 ? " film" : " films"));
    leftOut.forEach(
        (reason, count) -> lines.append("\nleft out: ").append(count).append(", ").append(reason));
    return lines.toString();
  }
}
