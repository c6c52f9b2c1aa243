package ai.chestnut.dicom;

import ai.chestnut.storage.Sha256;
import java.math.BigInteger;

/**
 * Unique identifiers that follow from content: {@code 2.25.} and a UUID as a decimal number (PS3.5,
 * B.2), where the UUID is of version 8 and takes its bits from a SHA-256 (RFC 9562, 5.8). Equal
 * studies have equal UIDs, so sending one twice makes no second study.
 */
final class Uids {

  /** Of Chestnut as the writer of a file: the UID of its name. */
  static final String IMPLEMENTATION = of("chestnut", "implementation");

  private Uids() {}

  /** The UID of a thing with these names; another for every other list of names. */
  static String of(String... names) {
    StringBuilder key = new StringBuilder();
    for (String name : names) {
      key.append(name.length()).append(':').append(name);
    }
    BigInteger bits = new BigInteger(Sha256.of(key.toString()).substring(0, 32), 16);
    BigInteger version = field(bits, 76, 4, 8);
    return "2.25." + field(version, 62, 2, 2);
  }

  private static BigInteger field(BigInteger bits, int at, int width, int value) {
    BigInteger cleared = bits;
    for (int i = at; i < at + width; i++) {
      cleared = cleared.clearBit(i);
    }
    return cleared.or(BigInteger.valueOf(value).shiftLeft(at));
  }
}
