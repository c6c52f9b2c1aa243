package ai.chestnut.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TokenizerTest {

  private static final long TOKENS_CRC = 0x51E42093L;

  private final Tokenizer tokenizer = Tokenizer.standard();

  @Test
  void vocabularyIsTheOneThatWeightsWereTrainedWith() {
    CRC32 crc = new CRC32();
    for (int id = 0; id < 584; id++) {
      crc.update((tokenizer.token(id) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    assertThat(tokenizer.size()).isGreaterThanOrEqualTo(584);
    assertThat(crc.getValue()).as("the first 584 tokens, in order").isEqualTo(TOKENS_CRC);
    assertThat(tokenizer.token(Tokenizer.PAD)).isEqualTo("<pad>");
    assertThat(tokenizer.token(Tokenizer.UNK)).isEqualTo("<unk>");
    assertThat(tokenizer.token(Tokenizer.BOS)).isEqualTo("<bos>");
    assertThat(tokenizer.token(Tokenizer.EOS)).isEqualTo("<eos>");
  }

  @ParameterizedTest
  @EnumSource
  void knowsTheNamesOfFindings(Finding finding) {
    String names = finding.canonicalName() + " " + String.join(" ", finding.synonyms());

    assertThat(tokenizer.encode(finding.canonicalName(), 8)).doesNotContain(Tokenizer.UNK);
    assertThat(tokenizer.encode(names, tokenizer.count(names)))
        .satisfies(ids -> assertThat(share(ids)).isLessThan(0.1));
  }

  private static double share(int[] ids) {
    int unknown = 0;
    for (int id : ids) {
      unknown += id == Tokenizer.UNK ? 1 : 0;
    }
    return (double) unknown / ids.length;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PA chest radiograph of a 60-year-old man. | pa chest radiograph of a <age-60> man .",
        "69 years old | <age-60>",
        "5-year-old, girl | <age-00> , girl",
        "120-year-old | <age-100>",
        "72 yo | <age-70>",
        "45 y/o | <age-40>",
        "60‐year‐old | <age-60>",
        "COVID-19 X-ray | covid-19 x-ray",
        "left-sided Oedema | left sided edema",
        "3 zebra 2.5 | 3 zebra 2.5"
      })
  void splitsIntoTokens(String text, String tokens) {
    assertThat(String.join(" ", tokenizer.split(text))).isEqualTo(tokens);
  }

  @Test
  void framesAndPads() {
    int[] ids = tokenizer.encode("Zebra pneumonia", 6);

    assertThat(ids).hasSize(6).startsWith(Tokenizer.BOS, Tokenizer.UNK).endsWith(0, 0);
    assertThat(tokenizer.token(ids[2])).isEqualTo("pneumonia");
    assertThat(ids[3]).isEqualTo(Tokenizer.EOS);
    assertThat(tokenizer.count("Zebra pneumonia")).isEqualTo(4);
  }

  @Property(tries = 300)
  void cutsLongTextsAtTheEnd(@ForAll @IntRange(min = 2, max = 12) int length) {
    String text = "small left pleural effusion and small right pleural effusion .";
    int[] whole = tokenizer.encode(text, 12);
    int[] cut = tokenizer.encode(text, length);

    assertThat(cut).hasSize(length);
    assertThat(cut[length - 1]).isEqualTo(Tokenizer.EOS);
    for (int i = 0; i < length - 1; i++) {
      assertThat(cut[i]).isEqualTo(whole[i]);
    }
  }

  @Test
  void refusesLengthsWithoutRoom() {
    assertThatThrownBy(() -> tokenizer.encode("a", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 1");
  }

  @Test
  void typicalPromptsFitIn48() {
    for (int i = 0; i < 2000; i++) {
      Prompt prompt = PromptSampler.standard().sample(RandomStream.of(3, i, "prompt"));
      assertThat(tokenizer.count(prompt.text())).as(prompt.text()).isLessThanOrEqualTo(48);
    }
  }
}
