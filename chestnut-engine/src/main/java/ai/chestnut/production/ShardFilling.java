package ai.chestnut.production;

import ai.chestnut.archive.ArchiveSource;
import ai.chestnut.archive.ArchiveWriter;
import ai.chestnut.archive.Plan;
import ai.chestnut.archive.PlanItem;
import ai.chestnut.study.StudyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fills the quotas of one shard. First every family gets the tries that the plan gives at once;
 * then the films that a cell has left in this shard go, in equal parts, to its families that were
 * still refused, until all are accepted or none is left. What a shard holds depends on no other
 * shard.
 */
final class ShardFilling {

  private final Plan.Panel panel;
  private final ArchiveWriter archive;
  private final ArchiveSource source;
  private final int workers;

  ShardFilling(Plan.Panel panel, ArchiveWriter archive, ArchiveSource source, int workers) {
    this.panel = panel;
    this.archive = archive;
    this.source = source;
    this.workers = workers;
  }

  /** One family and the tries that it shall have had. */
  private record Turn(FamilySlot slot, int until) {}

  /** Told of every study that is done or still refused after its first tries. */
  @FunctionalInterface
  interface Watch {
    void studies(int more);
  }

  /**
   * Makes the studies of a shard.
   *
   * @return what lies in the archive then, in the order of the items
   */
  List<StudyFile> fill(List<PlanItem> items, Watch watch) {
    List<FamilySlot> slots = slots(items);
    Map<Integer, List<FamilySlot>> cells = new TreeMap<>();
    slots.forEach(slot -> cells.computeIfAbsent(slot.cell(), c -> new ArrayList<>()).add(slot));
    List<Turn> first = new ArrayList<>();
    for (FamilySlot slot : slots) {
      List<FamilySlot> cell = cells.getOrDefault(slot.cell(), List.of());
      long each = budget(cell) / studies(cell);
      first.add(new Turn(slot, (int) Math.max(1, Math.min(panel.attempts(), each))));
    }
    take(first, watch);
    for (List<FamilySlot> cell : cells.values()) {
      List<Turn> more = turns(cell);
      while (!more.isEmpty()) {
        take(more, studies -> {});
        more = turns(cell);
      }
    }
    try (InOrder<FamilySlot, List<StudyFile>> settled =
        new InOrder<>(
            slots,
            workers,
            slot -> {
              slot.settle(archive, source);
              return slot.files();
            })) {
      List<StudyFile> files = new ArrayList<>();
      for (int i = 0; i < slots.size(); i++) {
        files.addAll(settled.next());
      }
      return files;
    }
  }

  private static List<FamilySlot> slots(List<PlanItem> items) {
    List<FamilySlot> slots = new ArrayList<>();
    for (int first = 0, next; first < items.size(); first = next) {
      next = first + 1;
      while (next < items.size() && items.get(next).family() == items.get(first).family()) {
        next++;
      }
      slots.add(new FamilySlot(items.subList(first, next)));
    }
    return slots;
  }

  private static int studies(List<FamilySlot> cell) {
    return cell.stream().mapToInt(FamilySlot::size).sum();
  }

  private long budget(List<FamilySlot> cell) {
    return panel.films(studies(cell));
  }

  /** What the films that are left allow; none if no family is refused or no film is left. */
  private List<Turn> turns(List<FamilySlot> cell) {
    long left = budget(cell) - cell.stream().mapToLong(FamilySlot::films).sum();
    List<FamilySlot> refused = cell.stream().filter(slot -> !slot.accepted()).toList();
    List<Turn> turns = new ArrayList<>();
    long share = refused.isEmpty() ? 0 : left / studies(refused);
    int tries = (int) Math.max(1, Math.min(panel.attempts(), share));
    for (FamilySlot slot : refused) {
      long films = (long) tries * slot.size();
      if (films > left) {
        break;
      }
      left -= films;
      turns.add(new Turn(slot, slot.tries() + tries));
    }
    return turns;
  }

  private void take(List<Turn> turns, Watch watch) {
    try (InOrder<Turn, FamilySlot> done =
        new InOrder<>(
            turns,
            workers,
            turn -> {
              turn.slot().until(turn.until(), archive, source);
              return turn.slot();
            })) {
      for (int i = 0; i < turns.size(); i++) {
        watch.studies(done.next().size());
      }
    }
  }
}
