package ai.chestnut.training;

import ai.chestnut.dataset.Split;
import ai.chestnut.language.ImageTokenConfig;
import ai.chestnut.models.CodebookBuilder;
import ai.chestnut.models.ImageTokenWeights;
import ai.chestnut.models.ImageTokenWeightsConfig;
import ai.chestnut.models.PatchWordAlignerModel;
import ai.chestnut.models.VisualCodebookModel;
import ai.chestnut.models.VqAutoencoderModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recipe of an image-token model asks for: the visual codebook is built from its films
 * first, and every text matched to it.
 */
final class ImageTokenRun {

  private static final int BATCH = 32;
  private static final int SOURCE_BYTES = 6;

  private ImageTokenRun() {}

  /**
   * @param folder of the run; the codebook is written to it as {@code codebook.safetensors}
   */
  static Objective objective(
      Recipe.ImageTokens recipe, Path folder, Device device, Progress progress) {
    VqAutoencoderModel codec = VqAutoencoderModel.read(Path.of(recipe.codec()), device);
    try (PatchWordAlignerModel aligner =
        PatchWordAlignerModel.read(Path.of(recipe.aligner()), device)) {
      int side = aligner.config().film().side();
      ToldFilms train = ToldFilms.read(recipe.sources(), Split.TRAIN, side, 0, progress);
      ToldFilms kept = ToldFilms.read(recipe.sources(), Split.VAL, side, 0, progress);
      VisualCodebookModel codebook =
          codebook(recipe, folder.resolve("codebook.safetensors"), aligner, codec, train, progress);
      int grid = aligner.config().film().grid();
      ImageTokenConfig network =
          new ImageTokenConfig(
              Tokenizer.standard().size(),
              aligner.config().text().length(),
              codec.config().codes(),
              grid * grid,
              recipe.keys(),
              recipe.width(),
              recipe.layers());
      ImageTokenWeights weights =
          ImageTokenWeights.random(
              new ImageTokenWeightsConfig(
                  side,
                  network,
                  codec.identity().sha256(),
                  aligner.identity().sha256(),
                  codebook.identity().sha256()),
              recipe.seed(),
              device);
      ImageTokenObjective.Settings settings = recipe.objective();
      Making making = new Making(recipe, codec, aligner, codebook, network, progress);
      return new ImageTokenObjective(
          settings,
          weights,
          codec,
          making.part(train, settings.wordings(), settings.variants()),
          making.part(kept, new Wordings(1, 0, 0), 1),
          recipe.seed());
    }
  }

  /** What the parts of both splits are made with. */
  private record Making(
      Recipe.ImageTokens recipe,
      VqAutoencoderModel codec,
      PatchWordAlignerModel aligner,
      VisualCodebookModel codebook,
      ImageTokenConfig network,
      Progress progress) {

    ImageTokenObjective.Part part(ToldFilms told, Wordings wordings, int variants) {
      Device device = aligner.parameters().device();
      TextBank texts = TextBank.of(told, wordings, network.length(), recipe.seed(), device);
      KeyBank keys = KeyBank.of(aligner, codebook.codebook(), texts, network, progress);
      try (FilmBank films = FilmBank.of(told.films(), device)) {
        CodeBank codes =
            CodeBank.of(
                codec, films, recipe.objective().augmentation(), variants, recipe.seed(), progress);
        return new ImageTokenObjective.Part(told, codes, texts, keys);
      }
    }
  }

  private static VisualCodebookModel codebook(
      Recipe.ImageTokens recipe,
      Path file,
      PatchWordAlignerModel aligner,
      VqAutoencoderModel codec,
      ToldFilms told,
      Progress progress) {
    if (Files.exists(file)) {
      VisualCodebookModel stored = VisualCodebookModel.read(file);
      if (stored.aligner().equals(aligner.identity().sha256())
          && stored.codec().equals(codec.identity().sha256())) {
        return stored;
      }
    }
    CodebookBuilder builder =
        new CodebookBuilder(
            aligner, codec, recipe.objective().codebookPairs(), recipe.objective().codebookWords());
    ReportWriter writer = new ReportWriter();
    try (FilmBank films = FilmBank.of(told.films(), aligner.parameters().device())) {
      for (int first = 0; first < told.count(); first += BATCH) {
        int[] chosen = told.spread(first, 1, Math.min(BATCH, told.count() - first));
        List<int[]> reports = new ArrayList<>();
        List<Long> sources = new ArrayList<>();
        for (int film : chosen) {
          reports.add(aligner.tokens(writer.canonical(told.prompt(film))));
          sources.add(source(told, film));
        }
        Scope.running(() -> builder.add(films.whole(chosen), reports, sources));
        progress.advance(Step.of("key patches", first + chosen.length, told.count()));
      }
    }
    return VisualCodebookModel.write(file, builder.build(), aligner.identity(), codec.identity());
  }

  /** A number that takes the film itself to make: its name alone does not lead there. */
  private static long source(ToldFilms told, int film) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(told.name(film).getBytes(StandardCharsets.UTF_8));
      byte[] hash = digest.digest(told.films().bytes(film));
      long number = 0;
      for (int i = 0; i < SOURCE_BYTES; i++) {
        number = number << 8 | hash[i] & 0xFF;
      }
      return number;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
