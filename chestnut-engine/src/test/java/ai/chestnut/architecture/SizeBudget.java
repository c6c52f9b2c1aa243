package ai.chestnut.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long files may be: what one reading can hold. */
record SizeBudget(int median, int ninetieth, int longest) {

  static final SizeBudget HOUSE = new SizeBudget(120, 350, 600);

  /** What breaks the budget, in words; empty when all is well. */
  List<String> broken(Map<String, Integer> linesByFile) {
    List<String> found = new ArrayList<>();
    List<Integer> sorted = linesByFile.values().stream().sorted().toList();
    if (sorted.isEmpty()) {
      return List.of("no files to measure");
    }
    if (at(sorted, 0.5) > median) {
      found.add("median " + at(sorted, 0.5) + " lines, at most " + median);
    }
    if (at(sorted, 0.9) > ninetieth) {
      found.add("90th percentile " + at(sorted, 0.9) + " lines, at most " + ninetieth);
    }
    new TreeMap<>(linesByFile)
        .forEach(
            (file, lines) -> {
              if (lines > longest) {
                found.add(file + " has " + lines + " lines, at most " + longest);
              }
            });
    return found;
  }

  private static int at(List<Integer> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
