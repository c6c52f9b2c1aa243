package ai.chestnut.evaluation.memorisation;

import ai.chestnut.evaluation.FilmPoints;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Sha256;
import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The points of training films and of films held out, eight bits a number, so that whoever has no
 * training films can still ask whether a generator copies them. Format {@code chestnut-bank/1}, all
 * numbers little-endian:
 *
 * <pre>
 * 8 bytes          magic "CHSTBANK"
 * int32            length of the header
 * header           UTF-8 JSON, see {@link BankHeader}; holds the SHA-256 of all that follows
 * float32 [d]      origin of each dimension: its mean over the training films
 * float32 [d]      step of each dimension
 * train times      8 bytes film id, 8 bytes person id, int8 [d]
 * heldOut times    the same
 * </pre>
 *
 * A number is {@code origin + step * int8}; the step is the largest deviation of the dimension over
 * 127, so the error is at most half a step. Ids are the first eight bytes of SHA-256 over a salt
 * and what is named, and the films stand in the order of their ids: who holds salt and films finds
 * a film's id, nobody else reads anything from it.
 *
 * <p>What a bank gives away stands in docs/formats/bank.md: of a pixel space, the small pictures
 * themselves; of network features, whether a film at hand was in training, and a blurred likeness
 * to whoever trains a decoder on other films. It is no anonymisation.
 */
public final class EmbeddingBank {

  static final byte[] MAGIC = {'C', 'H', 'S', 'T', 'B', 'A', 'N', 'K'};
  private static final int ID = 8;
  private static final int HEADER_LIMIT = 1 << 20;

  private final BankHeader header;
  private final Quantised rounding;
  private final FilmPoints train;
  private final FilmPoints heldOut;

  private EmbeddingBank(
      BankHeader header, Quantised rounding, FilmPoints train, FilmPoints heldOut) {
    this.header = header;
    this.rounding = rounding;
    this.train = train;
    this.heldOut = heldOut;
  }

  public BankHeader header() {
    return header;
  }

  /** Films that were trained on, by id. */
  public FilmPoints train() {
    return train;
  }

  /** Films of the same kind, of other people, that were not trained on; by id. */
  public FilmPoints heldOut() {
    return heldOut;
  }

  /**
   * A bank of these films, as it will be read from its file: ids in place of names, points rounded.
   *
   * @param features name of the feature space
   * @param about where the films come from and on which terms
   * @param salt secret of whoever holds the films; at least 16 characters
   * @throws RequestException if a set is empty or the salt is short
   */
  public static EmbeddingBank of(
      String features, String about, FilmPoints train, FilmPoints heldOut, String salt) {
    if (train.size() < 1 || heldOut.size() < 1) {
      throw new RequestException(
          "bank",
          "",
          train.size() + " training and " + heldOut.size() + " held-out films",
          "films in each");
    }
    if (salt.strip().length() < 16) {
      throw new RequestException(
          "salt", "bank", salt.strip().length() + " characters", "at least 16, kept secret");
    }
    Quantised rounded = Quantised.fitting(train, heldOut);
    FilmPoints trained = rounded.of(salted(train, salt));
    FilmPoints unseen = rounded.of(salted(heldOut, salt));
    byte[] data = rounded.bytes(trained, unseen);
    BankHeader header =
        new BankHeader(
            BankHeader.FORMAT,
            features,
            train.dimension(),
            trained.size(),
            unseen.size(),
            about,
            Sha256.of(data));
    return new EmbeddingBank(header, rounded, trained, unseen);
  }

  /** The film's or person's id under the salt: sixteen hexadecimal digits. */
  public static String id(String salt, String name) {
    return Sha256.of(salt.strip() + "\n" + name).substring(0, 2 * ID);
  }

  private static FilmPoints salted(FilmPoints films, String salt) {
    FilmPoints named =
        new FilmPoints(
            films.names().stream().map(name -> id(salt, name)).toList(),
            films.people().stream().map(name -> id(salt, "person\n" + name)).toList(),
            films.points());
    return named.some(
        IntStream.range(0, films.size())
            .boxed()
            .sorted(Comparator.comparing(film -> named.names().get(film)))
            .mapToInt(Integer::intValue)
            .toArray());
  }

  /** Writes the file; equal banks have equal bytes. */
  public void write(Path file) {
    byte[] data = rounding.bytes(train, heldOut);
    byte[] head = header.json();
    ByteBuffer start = ByteBuffer.allocate(MAGIC.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    start.put(MAGIC).putInt(head.length);
    AtomicFile.write(
        file,
        out -> {
          out.write(start.array());
          out.write(head);
          out.write(data);
        });
  }

  /**
   * Reads and verifies a bank.
   *
   * @throws FileException if it is missing, no bank, damaged or of another version
   */
  public static EmbeddingBank read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException wrong) {
      throw Trouble.reading("bank", file, "a file of the format " + BankHeader.FORMAT, wrong);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int start = MAGIC.length + 4;
    if (bytes.length < start || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new FileException("bank", file, "another kind of file", BankHeader.FORMAT);
    }
    int length = buffer.getInt(MAGIC.length);
    if (length < 2 || length > HEADER_LIMIT || start + length > bytes.length) {
      throw new FileException("bank", file, "a header of " + length + " bytes", "a whole file");
    }
    BankHeader header = BankHeader.parse(Arrays.copyOfRange(bytes, start, start + length), file);
    byte[] data = Arrays.copyOfRange(bytes, start + length, bytes.length);
    long expected =
        8L * header.dimension() + (header.train() + (long) header.heldOut()) * entry(header);
    if (data.length != expected || !Sha256.of(data).equals(header.dataSha256())) {
      throw new FileException(
          "bank", file, "data that are not what the header says", "SHA-256 " + header.dataSha256());
    }
    return parsed(header, ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
  }

  private static int entry(BankHeader header) {
    return 2 * ID + header.dimension();
  }

  private static EmbeddingBank parsed(BankHeader header, ByteBuffer data) {
    float[] origin = new float[header.dimension()];
    float[] step = new float[header.dimension()];
    data.asFloatBuffer().get(origin).get(step);
    data.position(8 * header.dimension());
    Quantised rounded = new Quantised(origin, step);
    FilmPoints train = rounded.read(data, header.train());
    return new EmbeddingBank(header, rounded, train, rounded.read(data, header.heldOut()));
  }
}
