package ai.chestnut.training;

import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.failure.RequestException;
import ai.chestnut.storage.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * One part of a patient-wise cross-validation: its patients are held out, all others learnt from,
 * whatever the manifest's splits say.
 *
 * @param of number of parts, from 2
 * @param number which part, from 0
 */
record Fold(int of, int number) {

  Fold {
    if (of < 2 || number < 0 || number >= of) {
      throw new RequestException(
          "fold", "of, number", of + ", " + number, "at least 2 parts, numbered from 0");
    }
  }

  boolean holds(ManifestRow row) {
    String digest = Sha256.of(row.patient().getBytes(StandardCharsets.UTF_8));
    return Integer.parseUnsignedInt(digest.substring(0, 7), 16) % of == number;
  }
}
