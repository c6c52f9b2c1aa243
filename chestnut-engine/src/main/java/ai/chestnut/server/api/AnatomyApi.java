package ai.chestnut.server.api;

import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.expert.Role;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ExpertKind;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.server.access.AccessScope;
import ai.chestnut.server.http.Body;
import ai.chestnut.server.http.Exchange;
import ai.chestnut.server.http.Operation;
import ai.chestnut.server.http.Problem;
import ai.chestnut.server.http.Route;
import ai.chestnut.server.jobs.JobPictures;
import ai.chestnut.study.StudyFolder;
import ai.chestnut.tensor.Device;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Anatomies to begin a drawing with: sampled, or found in a film. */
final class AnatomyApi {

  private static final int BODY = 12 * 1024 * 1024;

  private final Catalogue catalogue;

  AnatomyApi(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            "/api/v1/anatomies",
            AccessScope.GENERATE,
            Operation.of("drawAnatomy", "A label picture, sampled or found in a film", "image/png")
                .taking("AnatomyRequest", 200),
            this::draw));
  }

  private void draw(Exchange exchange) throws IOException {
    Body body = Body.of(exchange.json(BODY), "anatomy", "sample", "film", "model");
    int side = catalogue.filmSide(body.text("model", 80).orElse(""));
    Optional<byte[]> film = JobPictures.bytes(body, "film");
    if (film.isEmpty() && body.whole("sample", Long.MIN_VALUE, Long.MAX_VALUE).isEmpty()) {
      throw Problem.badRequest("anatomy: expected a seed to sample with, or a film");
    }
    AnatomyMap map =
        film.isPresent()
            ? segmented(JobPictures.film(film.get()).resized(side, side))
            : sampled(body.whole("sample", Long.MIN_VALUE, Long.MAX_VALUE).orElse(0L), side);
    exchange.bytes(
        200, "image/png", RadiographFiles.png(picture(map), Map.of("Synthetic", StudyFolder.MARK)));
  }

  private static AnatomyMap sampled(long seed, int side) {
    RandomStream stream = RandomStream.of(seed, 0, "anatomy of a phantom");
    return ThoraxPhantom.sample(PhantomFamily.A, stream, side, Optional.empty(), Optional.empty())
        .anatomy();
  }

  /** One at a time: it takes memory, and is rare. */
  private synchronized AnatomyMap segmented(Radiograph film) {
    try (ExpertModel<?, AnatomySegmenter> segmenter =
        ExpertKind.ANATOMY_SEGMENTER.read(
            ExpertSet.file(catalogue.folder(), Role.FILTER, ExpertKind.ANATOMY_SEGMENTER),
            Role.FILTER,
            Device.CPU)) {
      return segmenter.network().segment(film);
    }
  }

  private static Radiograph picture(AnatomyMap map) {
    byte[] codes = map.codes();
    short[] pixels = new short[codes.length];
    for (int i = 0; i < codes.length; i++) {
      pixels[i] = codes[i];
    }
    return Radiograph.of(map.width(), map.height(), 8, pixels);
  }
}
