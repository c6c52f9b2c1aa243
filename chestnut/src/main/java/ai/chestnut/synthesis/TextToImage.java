package ai.chestnut.synthesis;

import ai.chestnut.diffusion.Denoiser;
import ai.chestnut.diffusion.Guidance;
import ai.chestnut.diffusion.LatentHook;
import ai.chestnut.diffusion.NetworkDenoiser;
import ai.chestnut.diffusion.Sampler;
import ai.chestnut.diffusion.Solver;
import ai.chestnut.models.ModelIdentity;
import ai.chestnut.models.TextToImageConfig;
import ai.chestnut.models.TextToImagePair;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.Facts;
import ai.chestnut.tensor.Backend;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Tokens, text encoder, guided sampler, decoder: Rombach et al. 2022, figure 3, with text alone.
 * Always one film at a time, two rows with guidance: the fixed batch shape behind the
 * reproducibility contract.
 */
public final class TextToImage implements Synthesizer {

  private static final String EMPTY = "";

  private final TextToImagePair pair;
  private final TextToImageConfig config;
  private final Tokenizer tokenizer = Tokenizer.standard();
  private final ReportWriter writer = new ReportWriter();

  /**
   * @param pair owned from here on
   */
  public TextToImage(TextToImagePair pair) {
    this.pair = pair;
    this.config = pair.model().config();
  }

  @Override
  public Draft draft(GenerationRequest request, int index, int attempt, Progress progress) {
    Sampling sampling = request.sampling();
    RandomStream stream =
        RandomStream.of(request.seed(), index, "text-to-image attempt " + attempt);
    float[] pixels =
        inference(
            () -> {
              Tensor context =
                  context(
                      request.prompt(), sampling.guidance()); // [2, k, e], or [1, k, e] unguided
              Denoiser denoiser =
                  new NetworkDenoiser(
                      pair.model().network(),
                      pair.model().preconditioning(),
                      context,
                      sampling.guidance());
              Tensor start = noise(stream.child("start"));
              RandomStream later = stream.child("sampler");
              Tensor latents =
                  new Sampler(Solver.named(sampling.solver()), LatentHook.NONE)
                      .sample(
                          denoiser,
                          start,
                          sampling.schedule().sigmas(sampling.steps()),
                          () -> noise(later),
                          progress);
              return pair.autoencoder()
                  .network()
                  .decode(config.scale().restored(latents)); // [1, 1, s, s] in [-1, 1]
            });
    return Draft.of(film(pixels, request.bitDepth()));
  }

  /**
   * The fixed wording is what the model has read most; synonyms and word order of the request are
   * understood before.
   */
  private Tensor context(Prompt prompt, Guidance guidance) {
    int[] told = tokenizer.encode(writer.canonical(prompt), config.text().length());
    int[] untold = tokenizer.encode(EMPTY, config.text().length());
    return pair.model()
        .text()
        .forward(guidance.weight() == 1 ? new int[][] {told} : new int[][] {told, untold});
  }

  private Tensor noise(RandomStream stream) {
    int cells = config.side() / 8;
    return Tensors.noise(
        stream,
        pair.model().parameters().device(),
        1,
        config.network().latentChannels(),
        cells,
        cells);
  }

  private static float[] inference(java.util.function.Supplier<Tensor> work) {
    Backend.start();
    return Gradients.off(() -> Scope.computing(() -> Tensors.floats(work.get())));
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
    return List.of(pair.model().identity(), pair.autoencoder().identity());
  }

  @Override
  public Facts sampler(GenerationRequest request) {
    return request
        .sampling()
        .facts()
        .with("batch", 1)
        .with("threads", Backend.intraOpThreads())
        .with("device", pair.model().parameters().device().word());
  }

  @Override
  public void close() {
    pair.close();
  }
}
