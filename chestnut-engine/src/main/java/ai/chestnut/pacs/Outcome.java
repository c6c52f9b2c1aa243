package ai.chestnut.pacs;

import java.nio.file.Path;

/**
 * What became of one object.
 *
 * @param reason why it was refused; empty where it was accepted
 */
public record Outcome(Path place, String sopInstanceUid, String reason) {

  public boolean accepted() {
    return reason.isEmpty();
  }

  static Outcome accepted(Outgoing object) {
    return new Outcome(object.place(), object.header().sopInstanceUid(), "");
  }

  static Outcome refused(Outgoing object, String reason) {
    return new Outcome(object.place(), object.header().sopInstanceUid(), reason);
  }
}
