package ai.chestnut.archive;

import ai.chestnut.prompt.Prompt;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** The studies of a plan, by index; made when asked for. */
public final class PlanItems extends AbstractList<PlanItem> implements RandomAccess {

  private final long seed;
  private final List<AskedCell> cells;
  private final int[] firsts; // of each cell, and the number of all

  PlanItems(long seed, List<AskedCell> cells) {
    this.seed = seed;
    this.cells = cells;
    this.firsts = new int[cells.size() + 1];
    for (int cell = 0; cell < cells.size(); cell++) {
      firsts[cell + 1] = firsts[cell] + cells.get(cell).studies();
    }
  }

  /** What the plan asks for, one for each combination. */
  public List<AskedCell> cells() {
    return cells;
  }

  @Override
  public PlanItem get(int index) {
    Objects.checkIndex(index, size());
    int found = Arrays.binarySearch(firsts, index);
    int cell = found >= 0 ? found : -found - 2;
    AskedCell asked = cells.get(cell);
    int family = asked.paired() ? index - (index - firsts[cell]) % 2 : index;
    Prompt prompt = asked.prompt(seed, family);
    Prompt own = index == family ? prompt : AskedCell.without(prompt);
    return new PlanItem(index, cell, own, family, asked);
  }

  @Override
  public int size() {
    return firsts[cells.size()];
  }
}
