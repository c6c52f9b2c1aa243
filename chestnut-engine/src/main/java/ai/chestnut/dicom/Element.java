package ai.chestnut.dicom;

import java.util.List;

/** The value of one attribute. */
sealed interface Element {

  Vr vr();

  /**
   * Plain bytes, in the byte order of little endian whatever the file's was.
   *
   * @param source shared, never changed
   */
  record Value(Vr vr, byte[] source, int offset, int length) implements Element {

    static Value of(Vr vr, byte[] bytes) {
      return new Value(vr, bytes, 0, bytes.length);
    }

    @Override
    public String toString() {
      return vr + "[" + length + "]";
    }
  }

  /** A sequence of items. */
  record Items(List<DataSet> items) implements Element {

    public Items {
      items = List.copyOf(items);
    }

    @Override
    public Vr vr() {
      return Vr.SQ;
    }
  }

  /** Compressed pixels in pieces (PS3.5, A.4); the table of offsets is left out. */
  record Fragments(Vr vr, List<Value> pieces) implements Element {

    public Fragments {
      pieces = List.copyOf(pieces);
    }
  }
}
