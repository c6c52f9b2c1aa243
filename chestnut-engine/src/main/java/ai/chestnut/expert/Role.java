package ai.chestnut.expert;

import ai.chestnut.random.RandomStream;
import java.util.Locale;

/**
 * What a set of experts is for. A filter may refuse films while they are made; a judge only scores
 * them afterwards. They are separate nets, so that no film is chosen by those who grade it.
 */
public enum Role {
  FILTER,
  JUDGE;

  /** The word in file names, calibrations and scores, such as "filter". */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of an expert in this role, such as "filter-finding-classifier". */
  public String expert(String name) {
    return word() + "-" + name;
  }

  /** The seed of an expert's random weights: no two roles or experts share one. */
  public long seed(long seed, String name) {
    return RandomStream.of(seed, 0, "expert/" + expert(name)).nextLong();
  }
}
