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
import java.util.stream.IntStream;

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
  private static final int AT_ONCE = 64;

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
    List<Example> examples = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += AT_ONCE) {
      int end = Math.min(rows.size(), from + AT_ONCE);
      List<Opened> opened =
          IntStream.range(from, end)
              .parallel()
              .mapToObj(i -> opened(manifest, rows.get(i), i, segmenter.isPresent()))
              .flatMap(Optional::stream)
              .toList();
      List<Seen> seen = opened.stream().map(one -> seen(one, segmenter, times)).toList();
      seen.parallelStream().map(one -> examples(one, times)).toList().forEach(examples::addAll);
      progress.advance(Step.of("reading films", end, rows.size()));
    }
    if (examples.isEmpty()) {
      throw new RequestException(
          "material", String.valueOf(manifest.folder()), "no usable film", "at least one");
    }
    return examples;
  }

  /** A film and what its row says of it. */
  private record Opened(
      ManifestRow row, int index, Radiograph film, ExampleReader reader, Known known) {}

  /** The same with its anatomy, where that is needed and plausible. */
  private record Seen(Opened opened, Optional<AnatomyMap> anatomy, boolean whole) {}

  private Optional<Opened> opened(
      Manifest manifest, ManifestRow row, int index, boolean anyKnowledge) {
    ExampleReader reader = new ExampleReader(manifest, side);
    Known known = reader.known(row);
    return anyKnowledge || useful.test(known)
        ? Optional.of(new Opened(row, index, manifest.film(row), reader, known))
        : Optional.empty();
  }

  private static Seen seen(Opened one, Optional<AnatomySegmenter> segmenter, int times) {
    if (segmenter.isEmpty() || one.known().structures().isPresent() && times == 0) {
      return new Seen(one, Optional.empty(), true);
    }
    Radiograph square = one.film().resized(OPENED_AT, OPENED_AT);
    Optional<AnatomyMap> anatomy =
        Optional.of(segmenter.get().segment(square)).filter(PlausibleChest::in);
    return new Seen(one, anatomy, false);
  }

  private List<Example> examples(Seen seen, int times) {
    Opened one = seen.opened();
    if (seen.whole()) {
      return List.of(one.reader().of(one.film(), one.known()));
    }
    if (seen.anatomy().isEmpty()) {
      return List.of();
    }
    AnatomyMap anatomy = seen.anatomy().get();
    if (times == 0) {
      Known whole = one.reader().withAnatomy(one.known(), anatomy);
      return List.of(one.reader().of(one.film(), whole));
    }
    return normal(one.row()) ? drawnInto(one, anatomy, times) : List.of();
  }

  /** Also a film of findings has room for more, but only a normal one is known to lack the rest. */
  private static boolean normal(ManifestRow row) {
    return row.label(Finding.NO_FINDING).orElse(0) == 1;
  }

  private List<Example> drawnInto(Opened one, AnatomyMap anatomy, int times) {
    Radiograph film = one.film();
    Known known = one.known();
    List<Example> into = new ArrayList<>();
    into.add(one.reader().of(film, known));
    for (int time = 0; time < times; time++) {
      RandomStream stream = RandomStream.of(seed, one.index(), "insertion/" + time);
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
      into.add(one.reader().of(drawn.film().resized(film.width(), film.height()), shown));
    }
    return into;
  }
}
