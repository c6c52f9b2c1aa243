package ai.chestnut.prompt;

import ai.chestnut.random.RandomStream;

/** Writes reports in the words of radiologists. */
public final class ReportWriter {

  /** The one fixed wording of a prompt. */
  public String canonical(Prompt prompt) {
    return "Chest radiograph.";
  }

  /** One of many wordings of a prompt. */
  public String write(Prompt prompt, RandomStream random) {
    return canonical(prompt);
  }
}
