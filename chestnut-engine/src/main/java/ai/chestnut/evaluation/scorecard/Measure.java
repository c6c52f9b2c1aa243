package ai.chestnut.evaluation.scorecard;

/**
 * What a figure measures.
 *
 * @param id stable, such as {@code frechet} or {@code finding/pneumonia/kernel}
 * @param section of the scorecard, such as {@code fidelity}
 * @param title what is measured, with its unit; figures of one title share a scale
 * @param row of which part, such as a finding or a structure; empty where there is one figure only
 * @param space in which it is measured: a feature space, or who judged
 */
public record Measure(
    String id, String section, String title, String row, String space, Better better) {

  /** For people, in one line. */
  public String label() {
    return row.isEmpty() ? title : row + ": " + title;
  }
}
