package ai.chestnut.prompt;

import ai.chestnut.failure.RequestException;

/** Refuses prompts of which no film can be made. */
final class PromptCheck {

  private PromptCheck() {}

  static void require(Prompt prompt) {
    if (prompt.text().isBlank()) {
      throw new RequestException("prompt", "", "nothing", "a sentence or a list of findings");
    }
  }
}
