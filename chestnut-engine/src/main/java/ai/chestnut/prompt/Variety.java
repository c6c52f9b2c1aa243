package ai.chestnut.prompt;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How varied reports are. */
public final class Variety {

  private Variety() {}

  /**
   * Distinct-n: different runs of n tokens for each run there is (Li et al. 2016, section 5.2).
   *
   * @return in (0, 1]; 0 where no report is that long
   */
  public static double distinct(List<String> reports, int n) {
    Set<List<String>> different = new HashSet<>();
    long all = 0;
    for (String report : reports) {
      List<String> words = Tokenizer.standard().split(report);
      for (int from = 0; from + n <= words.size(); from++) {
        different.add(List.copyOf(words.subList(from, from + n)));
        all++;
      }
    }
    return all == 0 ? 0 : different.size() / (double) all;
  }
}
