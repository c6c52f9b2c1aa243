package ai.chestnut.models;

/** A text-to-image model and the autoencoder whose latents it makes; owns both. */
public record TextToImagePair(TextToImageModel model, AutoencoderModel autoencoder)
    implements AutoCloseable {

  @Override
  public void close() {
    model.close();
    autoencoder.close();
  }
}
