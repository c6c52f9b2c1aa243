package ai.chestnut.models;

import ai.chestnut.failure.FileException;
import ai.chestnut.language.KeyPatch;
import ai.chestnut.language.VisualCodebook;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.WeightFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A visual codebook as a file: safetensors of kind {@code visual-codebook}, every number float32.
 *
 * <pre>
 * embeddings  [n, e]  of length 1
 * boxes       [n, 4]  left, top, right, bottom as shares of the film's side
 * codes       [n, c]  of the codec's cells that the patch covers; -1 fills up
 * words       [n]     token that chose the patch
 * similarity  [n]     cosine of the two
 * sources     [n, 2]  the film's number, upper and lower 24 bits
 * </pre>
 *
 * @param aligner SHA-256 of the aligner that embedded the patches
 * @param codec SHA-256 of the codec whose codes these are
 */
public record VisualCodebookModel(
    ModelIdentity identity, String aligner, String codec, VisualCodebook codebook) {

  /** The word in a weight file's metadata. */
  public static final String KIND = "visual-codebook";

  private static final int EDGES = 4;
  private static final int LOWER_BITS = 24;

  /** What the codebook was built with. */
  record Built(String aligner, String codec) {}

  /**
   * Reads a codebook.
   *
   * @throws FileException if it is missing, damaged or of another kind
   */
  public static VisualCodebookModel read(Path file) {
    ModelFile<Built> model = ModelFile.read(file, KIND, Built.class);
    Map<String, WeightFile.Entry> entries = model.weights().entries();
    float[] codes = values(entries, "codes", file);
    float[] boxes = values(entries, "boxes", file);
    float[] words = values(entries, "words", file);
    float[] similarity = values(entries, "similarity", file);
    float[] sources = values(entries, "sources", file);
    float[] embeddings = values(entries, "embeddings", file);
    int count = words.length;
    if (count == 0
        || boxes.length != EDGES * count
        || similarity.length != count
        || sources.length != 2 * count
        || codes.length % count != 0
        || embeddings.length % count != 0) {
      throw new FileException(
          "visual codebook", file, "entries of unlike lengths", "one row of each for every patch");
    }
    int room = codes.length / count;
    List<KeyPatch> patches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Integer> own = new ArrayList<>();
      for (int c = 0; c < room && codes[i * room + c] >= 0; c++) {
        own.add((int) codes[i * room + c]);
      }
      List<Double> box = new ArrayList<>();
      for (int edge = 0; edge < EDGES; edge++) {
        box.add((double) boxes[EDGES * i + edge]);
      }
      long source = (long) sources[2 * i] << LOWER_BITS | (long) sources[2 * i + 1];
      patches.add(new KeyPatch(own, box, (int) words[i], similarity[i], source));
    }
    return new VisualCodebookModel(
        model.identity(),
        model.config().aligner(),
        model.config().codec(),
        new VisualCodebook(patches, embeddings.length / count, embeddings));
  }

  /** Writes a codebook and reads it back. */
  public static VisualCodebookModel write(
      Path file, VisualCodebook codebook, ModelIdentity aligner, ModelIdentity codec) {
    List<KeyPatch> patches = codebook.patches();
    int count = patches.size();
    int room = patches.stream().mapToInt(patch -> patch.codes().size()).max().orElse(1);
    float[] boxes = new float[EDGES * count];
    float[] codes = new float[room * count];
    float[] words = new float[count];
    float[] similarity = new float[count];
    float[] sources = new float[2 * count];
    for (int i = 0; i < count; i++) {
      KeyPatch patch = patches.get(i);
      for (int edge = 0; edge < EDGES; edge++) {
        boxes[EDGES * i + edge] = patch.box().get(edge).floatValue();
      }
      for (int c = 0; c < room; c++) {
        codes[room * i + c] = c < patch.codes().size() ? patch.codes().get(c) : -1;
      }
      words[i] = patch.word();
      similarity[i] = (float) patch.similarity();
      sources[2 * i] = patch.source() >>> LOWER_BITS;
      sources[2 * i + 1] = patch.source() & (1L << LOWER_BITS) - 1;
    }
    Map<String, WeightFile.Entry> entries = new LinkedHashMap<>();
    entries.put("embeddings", entry(codebook.embeddings(), count, codebook.width()));
    entries.put("boxes", entry(boxes, count, EDGES));
    entries.put("codes", entry(codes, count, room));
    entries.put("words", entry(words, count));
    entries.put("similarity", entry(similarity, count));
    entries.put("sources", entry(sources, count, 2));
    WeightFile.write(
        file,
        ModelFile.metadata(KIND, new Built(aligner.sha256(), codec.sha256())),
        entries,
        Precision.FLOAT32);
    return read(file);
  }

  private static WeightFile.Entry entry(float[] values, long... shape) {
    return new WeightFile.Entry(shape, values);
  }

  private static float[] values(Map<String, WeightFile.Entry> entries, String name, Path file) {
    WeightFile.Entry entry = entries.get(name);
    if (entry == null) {
      throw new FileException("visual codebook", file, "no entry '" + name + "'", "one");
    }
    return entry.values();
  }
}
