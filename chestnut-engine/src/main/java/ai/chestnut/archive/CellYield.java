package ai.chestnut.archive;

import ai.chestnut.study.Facts;
import ai.chestnut.study.SyntheticStudy;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of one cell of the plan.
 *
 * @param name what it asks for
 * @param asked studies that are wanted
 * @param accepted studies that the panel accepted
 * @param films made for them
 * @param refused films that each gate refused; a film may be refused by several
 */
@JsonPropertyOrder({"name", "asked", "accepted", "films", "refused"})
public record CellYield(
    String name, int asked, int accepted, long films, SortedMap<String, Long> refused) {

  /** The key under which a study's provenance counts the films that each gate refused for it. */
  public static final String REFUSALS = "refusals";

  static CellYield none(AskedCell cell) {
    return new CellYield(cell.name(), cell.studies(), 0, 0, new TreeMap<>());
  }

  /** With one more of its studies. */
  CellYield with(SyntheticStudy study) {
    SortedMap<String, Long> more = new TreeMap<>(refused);
    if (study.provenance().more().values().get(REFUSALS) instanceof Facts counts) {
      counts
          .values()
          .forEach((gate, films) -> more.merge(gate, ((Number) films).longValue(), Long::sum));
    }
    boolean accepts = study.verdict().accepted();
    return new CellYield(
        name, asked, accepted + (accepts ? 1 : 0), films + study.verdict().attempts(), more);
  }
}
