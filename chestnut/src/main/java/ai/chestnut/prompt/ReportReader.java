package ai.chestnut.prompt;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads free text as a prompt. */
public final class ReportReader {

  /** What the text asks for; never fails. */
  public Prompt read(String text) {
    return new Prompt(
        text, Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of(), List.of());
  }
}
