package ai.chestnut.language;

import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the tokens of a report are good for: which are words, and which of them name what. */
public final class ReportWords {

  private static final int FEW = 2;
  private static final Set<String> NO_NAMES =
      Set.of(
          "of",
          "the",
          "lung",
          "pulmonary",
          "other",
          "line",
          "lines",
          "changes",
          "change",
          "abnormality",
          "abnormalities");
  private static final Set<String> MARKS = Set.of(".", ",", ";", ":");
  private static final List<String> ANATOMY =
      List.of(
          "heart cardiac silhouette mediastinum mediastinal aorta trachea carina hilum hila hilar",
          "lobe lobes zone apex apices apical base bases basal basilar costophrenic diaphragm",
          "hemidiaphragm rib ribs clavicle spine pleura pleural space retrocardiac perihilar");

  private static final ReportWords STANDARD = new ReportWords(Tokenizer.standard());

  private final Tokenizer tokenizer;
  private final Map<Integer, Set<Finding>> findings = new HashMap<>();
  private final Set<Integer> telling = new HashSet<>();

  private ReportWords(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    for (Finding finding : Finding.values()) {
      if (finding != Finding.NO_FINDING) {
        List<String> names = new ArrayList<>(List.of(finding.canonicalName()));
        names.addAll(finding.synonyms());
        names.forEach(name -> named(name).forEach(token -> add(token, finding)));
      }
    }
    Set<Integer> canonical = new HashSet<>();
    for (Finding finding : Finding.values()) {
      canonical.addAll(named(finding.canonicalName()));
    }
    findings.keySet().removeIf(token -> of(token).size() > FEW && !canonical.contains(token));
    telling.addAll(findings.keySet());
    for (Laterality side : Laterality.values()) {
      telling.addAll(named(side.word()));
    }
    for (Zone zone : Zone.values()) {
      telling.addAll(named(zone.word()));
    }
    for (Anatomy structure : Anatomy.values()) {
      telling.addAll(named(structure.canonicalName()));
    }
    ANATOMY.forEach(words -> telling.addAll(named(words)));
  }

  /** Of the tokenizer that all shipped models read by. */
  public static ReportWords standard() {
    return STANDARD;
  }

  /** Whether a token is a word: no filling, no mark, nothing unknown. */
  public boolean counts(int token) {
    return token > Tokenizer.EOS && !MARKS.contains(tokenizer.token(token));
  }

  /** The findings in whose names the token stands. */
  public Set<Finding> of(int token) {
    return Collections.unmodifiableSet(findings.getOrDefault(token, Set.of()));
  }

  /** Whether a token names a finding, a side, a zone or anatomy: something that has a place. */
  public boolean tells(int token) {
    return telling.contains(token);
  }

  private void add(int token, Finding finding) {
    findings.computeIfAbsent(token, key -> EnumSet.noneOf(Finding.class)).add(finding);
  }

  private List<Integer> named(String name) {
    int[] tokens = tokenizer.encode(name, tokenizer.count(name));
    List<Integer> words = new ArrayList<>();
    for (int token : tokens) {
      if (counts(token) && !NO_NAMES.contains(tokenizer.token(token))) {
        words.add(token);
      }
    }
    return words;
  }
}
