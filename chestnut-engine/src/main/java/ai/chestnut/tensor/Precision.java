package ai.chestnut.tensor;

import ai.chestnut.failure.RequestException;
import java.util.Locale;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;

/** The number format of matrix products and convolutions; parameters and sums stay float32. */
public enum Precision {
  FLOAT32,
  BFLOAT16;

  /** The precision of a recipe's word: {@code float32} or {@code bfloat16}. */
  public static Precision named(String word) {
    for (Precision precision : values()) {
      if (precision.word().equals(word.toLowerCase(Locale.ROOT))) {
        return precision;
      }
    }
    throw new RequestException("precision", "", "'" + word + "'", "float32 or bfloat16");
  }

  /** The word of {@link #named}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Runs the work in this precision: under libtorch's autocast, or, inside such work, without it.
   */
  public <T> T on(Device device, Supplier<T> work) {
    boolean before = torch.is_autocast_enabled(device.type());
    boolean wanted = this == BFLOAT16;
    if (before == wanted) {
      return work.get();
    }
    torch.set_autocast_dtype(device.type(), torch.ScalarType.BFloat16);
    torch.set_autocast_enabled(device.type(), wanted);
    torch.increment_nesting();
    try {
      return work.get();
    } finally {
      if (torch.decrement_nesting() == 0) {
        torch.clear_cache();
      }
      torch.set_autocast_enabled(device.type(), before);
    }
  }
}
