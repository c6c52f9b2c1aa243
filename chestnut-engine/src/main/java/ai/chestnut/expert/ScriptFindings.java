package ai.chestnut.expert;

import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Places;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The findings that the outputs of a script mean, one for each output; empty for unused ones. */
record ScriptFindings(List<Optional<Finding>> outputs) {

  private static final String EXAMPLE = "a finding such as \"Pleural Effusion\"";

  static ScriptFindings of(ScriptCard card, boolean drawn) {
    List<Optional<Finding>> outputs = new ArrayList<>();
    Set<Finding> seen = EnumSet.noneOf(Finding.class);
    for (String name : card.names()) {
      Optional<String> meaning = card.meaning(name);
      Optional<Finding> finding = meaning.flatMap(Finding::named);
      if (meaning.isPresent() && finding.isEmpty()) {
        throw card.unmapped(name, EXAMPLE);
      }
      finding.ifPresent(
          found -> {
            if (drawn && !Places.of(found).drawn()) {
              throw card.unmapped(name, "a finding with a place in the film");
            }
            if (!seen.add(found)) {
              throw ScriptCard.wrong(
                  card.place(),
                  "a second output for " + found.canonicalName() + ", '" + name + "'",
                  "one; the others with map.\"...\" = \"" + ScriptCard.UNUSED + "\"");
            }
          });
      outputs.add(finding);
    }
    if (seen.isEmpty()) {
      throw ScriptCard.wrong(card.place(), "no output that is used", "at least one");
    }
    return new ScriptFindings(List.copyOf(outputs));
  }
}
