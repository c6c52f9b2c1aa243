package ai.chestnut.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.random.RandomStream;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReportRoundTripTest {

  private final ReportReader reader = new ReportReader();
  private final ReportWriter writer = new ReportWriter();

  @Provide
  Arbitrary<Prompt> prompts() {
    return Prompts.any();
  }

  @Property(tries = 1500)
  void proseReadsBackAsThePromptItWasWrittenFrom(
      @ForAll("prompts") Prompt prompt, @ForAll long seed) {
    String prose = writer.write(prompt, RandomStream.of(seed, 0, "report"));

    assertThat(reader.read(prose)).as(prose).isEqualTo(prompt.withText(prose));
  }

  @Property(tries = 1500)
  void canonicalWordingReadsBackSorted(@ForAll("prompts") Prompt prompt) {
    Prompt sorted =
        Prompt.of(
            prompt.view(),
            prompt.sex(),
            prompt.ageYears(),
            ReportWriter.sorted(prompt.observations()));

    assertThat(reader.read(prompt.text())).isEqualTo(sorted);
  }

  @Property(tries = 500)
  void canonicalWordingDoesNotDependOnOrder(@ForAll("prompts") Prompt prompt) {
    Prompt reversed =
        Prompt.of(
            prompt.view(), prompt.sex(), prompt.ageYears(), Reversal.of(prompt.observations()));

    assertThat(reversed.text()).isEqualTo(prompt.text());
  }

  @Property(tries = 1000)
  void everyWordOfTheWriterIsAToken(@ForAll("prompts") Prompt prompt, @ForAll long seed) {
    Tokenizer tokenizer = Tokenizer.standard();
    String prose = writer.write(prompt, RandomStream.of(seed, 0, "report"));

    for (String text : new String[] {prose, prompt.text()}) {
      int length = tokenizer.count(text);
      int[] encoded = tokenizer.encode(text, length);
      assertThat(encoded).as(text).doesNotContain(Tokenizer.UNK, Tokenizer.PAD);
      assertThat(Arrays.stream(encoded).filter(id -> id == Tokenizer.EOS)).hasSize(1);
      assertThat(encoded[length - 1]).isEqualTo(Tokenizer.EOS);
    }
  }
}
