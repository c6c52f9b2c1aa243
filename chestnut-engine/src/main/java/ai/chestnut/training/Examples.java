package ai.chestnut.training;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.expert.PlausibleChest;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.models.ExpertKind;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.phantom.LesionEngine;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.PromptSampler;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes a material's examples: reads, segments, inserts; once, before the training starts.
 *
 * @param useful whether what is known of a film teaches this expert anything
 */
record Examples(
    Role role,
    int side,
    long seed,
    Optional<Fold> fold,
    Predicate<Known> useful,
    Device device,
    Progress progress) {

  private static final int OPENED_AT = 256;

  /** What one material gives. */
  record Parts(List<Example> train, List<Example> heldOut) {}

  Parts of(Material material) {
    Manifest manifest = Manifest.read(Path.of(material.manifest()));
    List<ManifestRow> train = new ArrayList<>();
    List<ManifestRow> heldOut = new ArrayList<>();
    RowChoice choice = new RowChoice(material.leaveOut());
    if (fold.isPresent()) {
      for (ManifestRow row : manifest.rows()) {
        if (choice.taken(row)) {
          (fold.get().holds(row) ? heldOut : train).add(row);
        }
      }
    } else {
      train.addAll(choice.rows(manifest, Split.TRAIN));
      heldOut.addAll(choice.rows(manifest, Split.VAL));
    }
    if (material.segmenter().isEmpty()) {
      return new Parts(
          read(manifest, train, Optional.empty(), 0), read(manifest, heldOut, Optional.empty(), 0));
    }
    Path weights = Path.of(material.segmenter().get());
    try (ExpertModel<?, AnatomySegmenter> model =
        ExpertKind.ANATOMY_SEGMENTER.read(weights, role, device)) {
      Optional<AnatomySegmenter> segmenter = Optional.of(model.network());
      return new Parts(
          read(manifest, train, segmenter, material.insertions()),
          read(manifest, heldOut, segmenter, Math.min(1, material.insertions())));
    }
  }

  /** What a material's split val gives, for what is fitted rather than trained. */
  List<Example> heldOut(Material material) {
    Manifest manifest = Manifest.read(Path.of(material.manifest()));
    List<ManifestRow> rows = new RowChoice(material.leaveOut()).rows(manifest, Split.VAL);
    if (material.segmenter().isEmpty()) {
      return read(manifest, rows, Optional.empty(), 0);
    }
    Path weights = Path.of(material.segmenter().get());
    try (ExpertModel<?, AnatomySegmenter> model =
        ExpertKind.ANATOMY_SEGMENTER.read(weights, role, device)) {
      return read(manifest, rows, Optional.of(model.network()), material.insertions());
    }
  }

  private List<Example> read(
      Manifest manifest, List<ManifestRow> rows, Optional<AnatomySegmenter> segmenter, int times) {
    ExampleReader reader = new ExampleReader(manifest, side);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      ManifestRow row = rows.get(i);
      progress.advance(Step.of("reading films", i + 1, rows.size()));
      Known known = reader.known(row);
      if (segmenter.isEmpty() && !useful.test(known)) {
        continue;
      }
      Radiograph film = manifest.film(row);
      if (segmenter.isEmpty() || known.structures().isPresent() && times == 0) {
        examples.add(reader.of(film, known));
      } else {
        Radiograph opened = film.resized(OPENED_AT, OPENED_AT);
        AnatomyMap anatomy = segmenter.get().segment(opened);
        if (PlausibleChest.in(anatomy)) {
          Known whole = reader.withAnatomy(known, anatomy);
          if (times == 0) {
            examples.add(reader.of(film, whole));
          } else if (normal(row)) {
            insert(reader, film, anatomy, known, i, times, examples);
          }
        }
      }
    }
    if (examples.isEmpty()) {
      throw new RequestException(
          "material", String.valueOf(manifest.folder()), "no usable film", "at least one");
    }
    return examples;
  }

  /** Also a film of findings has room for more, but only a normal one is known to lack the rest. */
  private static boolean normal(ManifestRow row) {
    return row.label(Finding.NO_FINDING).orElse(0) == 1;
  }

  private void insert(
      ExampleReader reader,
      Radiograph film,
      AnatomyMap anatomy,
      Known known,
      int index,
      int times,
      List<Example> into) {
    into.add(reader.of(film, known));
    for (int time = 0; time < times; time++) {
      RandomStream stream = RandomStream.of(seed, index, "insertion/" + time);
      LesionEngine.Drawn drawn =
          LesionEngine.insertAll(
              film.resized(OPENED_AT, OPENED_AT),
              anatomy,
              new PromptSampler(0, 0, 0).sample(stream.child("prompt")),
              stream);
      int[] pixels = new int[side * side];
      drawn
          .masks()
          .forEach(
              (finding, mask) ->
                  mask.resized(side, side).bits().stream()
                      .forEach(p -> pixels[p] |= 1 << finding.ordinal()));
      Prompt told =
          Prompt.of(
              known.prompt().view(),
              known.prompt().sex(),
              known.prompt().ageYears(),
              drawn.observations());
      Map<Finding, Integer> labels = ExampleReader.drawn(told.closedLabels());
      Known shown =
          new Known(
              Optional.empty(), 0, new byte[side * side], -1, Optional.of(pixels), labels, told);
      // no sharper than the film that it was drawn into
      into.add(reader.of(drawn.film().resized(film.width(), film.height()), shown));
    }
  }
}
