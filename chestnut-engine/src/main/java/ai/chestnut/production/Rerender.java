package ai.chestnut.production;

import ai.chestnut.archive.Archive;
import ai.chestnut.archive.ArchiveDefect;
import ai.chestnut.archive.ArchiveSource;
import ai.chestnut.archive.PlanItem;
import ai.chestnut.archive.PlanItems;
import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import ai.chestnut.storage.Sha256;
import ai.chestnut.storage.Staging;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.StudyFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes some studies of an archive again and compares the bytes: the proof of its provenance. */
public final class Rerender {

  private Rerender() {}

  /**
   * Makes studies that are drawn by the plan's seed again.
   *
   * @param count how many, at most all
   * @param scratch a folder that does not exist; removed afterwards
   * @return files that came out otherwise, in the order of the studies
   */
  public static List<ArchiveDefect> check(
      Archive archive, ArchiveSource source, int count, Path scratch) {
    if (count < 0) {
      throw new RequestException("studies", "--rerender", String.valueOf(count), "at least 0");
    }
    PlanItems items = archive.plan().items();
    int[] order = RandomStream.of(archive.plan().seed(), 0, "rerender").permutation(items.size());
    int[] drawn = Arrays.copyOf(order, Math.min(count, order.length));
    Arrays.sort(drawn);
    List<ArchiveDefect> defects = new ArrayList<>();
    try (Staging staging = Staging.of(scratch)) {
      for (int index : drawn) {
        PlanItem item = items.get(index);
        List<PlanItem> family = family(items, item);
        int tries = archive.document(item).study().verdict().attempts();
        Tries made = Tries.make(source, family, Optional.empty(), tries);
        StudyBundle again = made.kept().get(family.indexOf(item));
        compare(archive, item, again, staging.folder(), defects);
      }
    }
    return defects;
  }

  private static List<PlanItem> family(PlanItems items, PlanItem item) {
    int last = item.asked().paired() ? item.family() + 1 : item.family();
    return items.subList(item.family(), last + 1);
  }

  private static void compare(
      Archive archive,
      PlanItem item,
      StudyBundle again,
      Path scratch,
      List<ArchiveDefect> defects) {
    StudyFile made = StudyFolder.write(scratch, again);
    Path folder = archive.folder(item);
    SortedMap<String, String> now = archive.sums(scratch.resolve(item.id()), made);
    SortedMap<String, String> then = new TreeMap<>();
    for (String file : new TreeSet<>(archive.sums(folder, archive.document(item)).keySet())) {
      Path there = folder.resolveSibling(file);
      then.put(file, Files.exists(there) ? Sha256.of(there) : "nothing there");
    }
    TreeSet<String> files = new TreeSet<>(now.keySet());
    files.addAll(then.keySet());
    String shard = folder.getParent() == null ? "" : folder.getParent().getFileName() + "/";
    for (String file : files) {
      String old = then.getOrDefault(file, "no such file");
      String fresh = now.getOrDefault(file, "no such file");
      if (!old.equals(fresh)) {
        defects.add(new ArchiveDefect(shard + file, old, fresh + " when made again"));
      }
    }
    Staging.remove(scratch.resolve(item.id()));
  }
}
