package ai.chestnut.dataset;

import ai.chestnut.storage.Sha256;
import java.util.Locale;
import java.util.Optional;

/** To learn from, to choose a checkpoint by, and to be judged on. A patient is in one alone. */
public enum Split {
  TRAIN,
  VAL,
  TEST;

  /** The word of the manifest: {@code train}, {@code val} or {@code test}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By the manifest's word, or another that collections use for the same. */
  public static Optional<Split> named(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "train", "training" -> Optional.of(TRAIN);
      case "val", "valid", "validate", "validation", "dev" -> Optional.of(VAL);
      case "test", "testing" -> Optional.of(TEST);
      default -> Optional.empty();
    };
  }

  /**
   * The split of a patient by hash: 80 % train, 10 % val, 10 % test. It depends on the collection
   * and the patient's name alone, so a collection that grows moves nobody.
   *
   * @param collection sets patients of equal names in two collections apart
   */
  public static Split ofPatient(String collection, String patient) {
    String digest = Sha256.of(collection + "\n" + patient);
    long first = Long.parseLong(digest.substring(0, 8), 16); // 32 bits, uniform
    int percent = (int) (first * 100 >>> 32);
    return percent < 80 ? TRAIN : percent < 90 ? VAL : TEST;
  }
}
