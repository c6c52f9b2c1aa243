package ai.chestnut.authoring;

import ai.chestnut.prompt.Prompt;

/** Writes a prompt as a report that {@link ai.chestnut.prompt.ReportReader} reads back as asked. */
@FunctionalInterface
public interface ReportAuthor {

  /**
   * The report of a prompt.
   *
   * @param seed of the wording
   * @param index which report of the request, from 0
   * @throws ai.chestnut.failure.ChestnutException if none can be had
   */
  String write(Prompt prompt, long seed, long index);
}
