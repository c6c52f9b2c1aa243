package ai.chestnut.synthesis;

import ai.chestnut.codec.Latents;
import ai.chestnut.diffusion.LatentHook;
import ai.chestnut.diffusion.Solver;
import ai.chestnut.language.TextContext;
import ai.chestnut.models.LatentDiffusion;
import ai.chestnut.models.ModelIdentity;
import ai.chestnut.models.TextToImageConfig;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.Facts;
import ai.chestnut.tensor.Backend;
import java.util.List;

/**
 * Tokens, text encoder, guided sampler, decoder: Rombach et al. 2022, figure 3, with text alone.
 */
public final class TextToImage implements Synthesizer {

  private static final String EMPTY = "";

  private final LatentDiffusion diffusion;
  private final TextToImageConfig config;
  private final Tokenizer tokenizer = Tokenizer.standard();
  private final ReportWriter writer = new ReportWriter();

  /**
   * @param diffusion owned from here on
   */
  public TextToImage(LatentDiffusion diffusion) {
    this.diffusion = diffusion;
    this.config = diffusion.model().config();
  }

  @Override
  public Draft draft(GenerationRequest request, int index, int attempt, Progress progress) {
    Sampling sampling = request.sampling();
    RandomStream stream =
        RandomStream.of(request.seed(), index, "text-to-image attempt " + attempt);
    double[] sigmas = sampling.schedule().sigmas(sampling.steps());
    Solver solver = Solver.named(sampling.solver());
    try (TextContext context = diffusion.read(tokens(request.prompt(), sampling));
        Latents latents =
            diffusion.sample(
                context, sampling.guidance(), solver, sigmas, stream, LatentHook.NONE, progress)) {
      return Draft.of(film(diffusion.decode(latents), request.bitDepth()));
    }
  }

  /**
   * The fixed wording is what the model has read most; synonyms and word order of the request are
   * understood before.
   */
  private int[][] tokens(Prompt prompt, Sampling sampling) {
    int[] told = tokenizer.encode(writer.canonical(prompt), config.text().length());
    int[] untold = tokenizer.encode(EMPTY, config.text().length());
    return sampling.guidance().weight() == 1 ? new int[][] {told} : new int[][] {told, untold};
  }

  private Radiograph film(float[] signed, int bitDepth) {
    float[] unit = new float[signed.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (signed[i] + 1) / 2;
    }
    return Radiograph.ofUnit(config.side(), config.side(), bitDepth, unit);
  }

  @Override
  public List<ModelIdentity> models() {
    return List.of(diffusion.model().identity(), diffusion.autoencoder().identity());
  }

  @Override
  public Facts sampler(GenerationRequest request) {
    return request
        .sampling()
        .facts()
        .with("batch", 1)
        .with("threads", Backend.intraOpThreads())
        .with("device", diffusion.model().parameters().device().word());
  }

  @Override
  public void close() {
    diffusion.close();
  }
}
