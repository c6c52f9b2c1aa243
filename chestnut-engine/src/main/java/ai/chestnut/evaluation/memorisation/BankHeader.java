package ai.chestnut.evaluation.memorisation;

import ai.chestnut.failure.DefectException;
import ai.chestnut.failure.FileException;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What stands at the head of a bank.
 *
 * @param features name of the feature space; points of another cannot be held against these
 * @param dimension numbers per film
 * @param train how many training films
 * @param heldOut how many held-out films
 * @param about where the films come from and on which terms
 * @param dataSha256 of everything behind the header
 */
@JsonPropertyOrder({"format", "features", "dimension", "train", "heldOut", "about", "dataSha256"})
public record BankHeader(
    String format,
    String features,
    int dimension,
    int train,
    int heldOut,
    String about,
    String dataSha256) {

  /** Stands in the header. */
  public static final String FORMAT = "chestnut-bank/1";

  private static final int MOST_NUMBERS = 1 << 16;

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // later versions add keys
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public BankHeader {
    if (dimension < 1 || dimension > MOST_NUMBERS || train < 1 || heldOut < 1) {
      throw new IllegalArgumentException(
          "bank header: got "
              + dimension
              + " numbers a film, "
              + train
              + " training and "
              + heldOut
              + " held-out films, expected at least 1 each and at most "
              + MOST_NUMBERS
              + " numbers");
    }
  }

  byte[] json() {
    try {
      return MAPPER.writeValueAsBytes(this);
    } catch (JacksonException impossible) {
      throw new DefectException("a bank's header is always JSON", impossible);
    }
  }

  static BankHeader parse(byte[] json, Path file) {
    try {
      BankHeader header = MAPPER.readValue(json, BankHeader.class);
      if (header.format().equals(FORMAT)) {
        return header;
      }
      throw new FileException("bank", file, header.format(), FORMAT);
    } catch (IOException wrong) {
      throw new FileException("bank", file, "a header that is no header", FORMAT, wrong);
    }
  }
}
