package ai.chestnut.cli;

/** What every command is given: its streams, and whether somebody wants it to stop. */
record Session(Console console, Interruption interruption) {

  /** Shows the steps of one piece of long work; close it when the work is done. */
  ProgressDisplay progress(String unit) {
    return ProgressDisplay.on(console, unit, interruption::asked);
  }
}
