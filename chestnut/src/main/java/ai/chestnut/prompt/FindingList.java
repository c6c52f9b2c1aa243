package ai.chestnut.prompt;

import java.util.List;

/** Reads lists of findings such as "pleural effusion:left:small; cardiomegaly". */
public final class FindingList {

  private FindingList() {}

  /** The observations of a list. */
  public static List<Observation> parse(String list) {
    return List.of();
  }
}
