package ai.chestnut.prompt;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads free text as a prompt: findings with side, zone, severity and certainty, the view, and the
 * patient's sex and age.
 *
 * <ul>
 *   <li>"Consistent with" and "compatible with" are certain; "suggests", "likely", "possible",
 *       "may", "cannot exclude" and "worrisome" are not.
 *   <li>What has resolved or been removed is absent; "unchanged" and "no change in" are not
 *       negations.
 *   <li>"Bilateral effusions, larger on the left" is a moderate one on the left and a small one on
 *       the right, unless a severity is given; then it is that one on both sides.
 *   <li>"Heart size is normal" is absent cardiomegaly; "normal" and "no acute abnormality" are no
 *       observation, for No Finding is derived.
 *   <li>Indication, history, technique and comparison sections are read for sex, age and view only.
 * </ul>
 */
public final class ReportReader {

  private final Lexicon lexicon = Lexicon.standard();

  /**
   * What the text asks for. Text of which nothing is understood gives a prompt without
   * observations; {@link Prompt#requireUsable} refuses it.
   *
   * @throws ai.chestnut.failure.RequestException if an age above 120 years is asked for
   */
  public Prompt read(String text) {
    List<Observation> observations = new ArrayList<>();
    Set<String> unknown = new LinkedHashSet<>();
    for (List<String> sentence : Sentences.of(text)) {
      List<Term> terms = lexicon.terms(sentence);
      Repetition.add(observations, SentenceReader.read(terms));
      for (Term term : terms) {
        if (term.is(Term.Kind.UNKNOWN)) {
          unknown.add(term.words());
        }
      }
    }
    Demographics who = Demographics.of(text);
    return new Prompt(
        text, who.view(), who.sex(), who.ageYears(), observations, List.copyOf(unknown));
  }
}
