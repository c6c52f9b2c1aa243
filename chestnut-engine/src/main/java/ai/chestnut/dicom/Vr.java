package ai.chestnut.dicom;

import java.util.Optional;

/** The value representations of DICOM PS3.5, table 6.2-1, and how their values are laid out. */
enum Vr {
  AE(Kind.TEXT, 1),
  AS(Kind.TEXT, 1),
  AT(Kind.NUMBERS, 2),
  CS(Kind.TEXT, 1),
  DA(Kind.TEXT, 1),
  DS(Kind.TEXT, 1),
  DT(Kind.TEXT, 1),
  FD(Kind.NUMBERS, 8),
  FL(Kind.NUMBERS, 4),
  IS(Kind.TEXT, 1),
  LO(Kind.TEXT, 1),
  LT(Kind.TEXT, 1),
  OB(Kind.BYTES, 1),
  OD(Kind.BYTES, 8),
  OF(Kind.BYTES, 4),
  OL(Kind.BYTES, 4),
  OV(Kind.BYTES, 8),
  OW(Kind.BYTES, 2),
  PN(Kind.TEXT, 1),
  SH(Kind.TEXT, 1),
  SL(Kind.NUMBERS, 4),
  SQ(Kind.ITEMS, 1),
  SS(Kind.NUMBERS, 2),
  ST(Kind.TEXT, 1),
  SV(Kind.NUMBERS, 8),
  TM(Kind.TEXT, 1),
  UC(Kind.LONG_TEXT, 1),
  UI(Kind.TEXT, 1),
  UL(Kind.NUMBERS, 4),
  UN(Kind.BYTES, 1),
  UR(Kind.LONG_TEXT, 1),
  US(Kind.NUMBERS, 2),
  UT(Kind.LONG_TEXT, 1),
  UV(Kind.NUMBERS, 8);

  private enum Kind {
    TEXT,
    LONG_TEXT,
    NUMBERS,
    BYTES,
    ITEMS
  }

  private final Kind kind;
  private final int unit;

  Vr(Kind kind, int unit) {
    this.kind = kind;
    this.unit = unit;
  }

  /** Whether the explicit form has two reserved bytes and a length of 32 bit (PS3.5, 7.1.2). */
  boolean isLong() {
    return kind != Kind.TEXT && (kind != Kind.NUMBERS || this == SV || this == UV);
  }

  boolean isText() {
    return kind == Kind.TEXT || kind == Kind.LONG_TEXT;
  }

  boolean isItems() {
    return kind == Kind.ITEMS;
  }

  /** The bytes that change places with the byte order. */
  int unit() {
    return unit;
  }

  /** What makes an odd value even: a blank after text, a zero after a UID or bytes. */
  byte padding() {
    return (byte) (isText() && this != UI ? ' ' : 0);
  }

  static Optional<Vr> named(int first, int second) {
    for (Vr vr : values()) {
      if (vr.name().charAt(0) == first && vr.name().charAt(1) == second) {
        return Optional.of(vr);
      }
    }
    return Optional.empty();
  }
}
