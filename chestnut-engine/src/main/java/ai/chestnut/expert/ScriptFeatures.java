package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.TorchScript;
import java.nio.file.Path;

/** A feature extractor from elsewhere: film to a point. Owns the network. */
public final class ScriptFeatures implements AutoCloseable {

  private static final int TRIAL = 64;
  private static final int HASH_DIGITS = 12;

  private final TorchScript script;
  private final ScriptNet net;
  private final String name;
  private final int dimension;

  private ScriptFeatures(TorchScript script, ScriptNet net, String name, int dimension) {
    this.script = script;
    this.net = net;
    this.name = name;
    this.dimension = dimension;
  }

  /**
   * Opens a TorchScript file and its side-car, if it has one, and looks at one black film with it.
   *
   * @throws ai.chestnut.failure.FileException if the file is missing, damaged or no TorchScript
   * @throws RequestException if what goes in or comes out does not fit
   */
  public static ScriptFeatures read(Path file, Device device) {
    ScriptCard card = ScriptCard.ofFeatures(file);
    TorchScript script = TorchScript.read(file, device);
    ScriptNet net = new ScriptNet(script, card, device);
    boolean fits = false;
    try {
      int dimension = net.vector(Radiograph.of(TRIAL, TRIAL, 8, new short[TRIAL * TRIAL])).length;
      String stem = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
      String name = stem + "-" + script.sha256().substring(0, HASH_DIGITS);
      fits = true;
      return new ScriptFeatures(script, net, name, dimension);
    } finally {
      if (!fits) {
        script.close();
      }
    }
  }

  /** The file's name and the first digits of its SHA-256. */
  public String name() {
    return name;
  }

  /** Numbers per film. */
  public int dimension() {
    return dimension;
  }

  /**
   * The film's point.
   *
   * @throws RequestException if it has another dimension than the first
   */
  public double[] of(Radiograph film) {
    double[] point = net.vector(film);
    if (point.length != dimension) {
      throw new RequestException(
          "TorchScript output",
          script.file().toString(),
          point.length + " features",
          dimension + ", as of the films before");
    }
    return point;
  }

  @Override
  public void close() {
    script.close();
  }
}
