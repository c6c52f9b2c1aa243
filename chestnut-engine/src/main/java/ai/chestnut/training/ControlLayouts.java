package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.models.LayoutPlanes;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * The anatomy and the findings of films as bytes on the device, where the planes of a batch are
 * made of them: structures are codes, and only findings that are there have a mask.
 *
 * <p>Legend: n batch, p planes, f findings, s side.
 */
final class ControlLayouts implements AutoCloseable {

  /** Findings of one film that have a mask; a film with more keeps its first. */
  private static final int SLOTS = 6;

  /**
   * The layouts of a batch.
   *
   * @param planes [n, p, s, s], 0 or 1, see {@link LayoutPlanes}
   * @param lesions where any finding is, whatever the planes leave out [n, 1, s, s]
   */
  record Batch(Tensor planes, Tensor lesions) {}

  private final LayoutPlanes order;
  private final int side;
  private final Device device;
  private final Tensor codes; // [films, 1, s, s]
  private final Tensor masks; // [masks + 1, 1, s, s]; the first is empty
  private final int[] slotMask; // [films * SLOTS], 0 where a slot is free
  private final int[] slotPlane; // likewise; the number of findings where a slot is free

  private ControlLayouts(
      LayoutPlanes order,
      int side,
      Device device,
      Tensor codes,
      Tensor masks,
      int[] slotMask,
      int[] slotPlane) {
    this.order = order;
    this.side = side;
    this.device = device;
    this.codes = codes;
    this.masks = masks;
    this.slotMask = slotMask;
    this.slotPlane = slotPlane;
  }

  /** One film's layout, read. */
  private record Layout(byte[] codes, List<Integer> planes, List<byte[]> masks) {}

  /** Reads the layouts of the films; each row must name an anatomy map. */
  static ControlLayouts of(
      List<CaptionedFilms.Placed> rows, LayoutPlanes order, int side, Device device) {
    List<Layout> layouts =
        rows.parallelStream().map(placed -> layout(placed, order, side)).toList();
    int free = order.findings().size();
    int[] slotMask = new int[rows.size() * SLOTS];
    int[] slotPlane = new int[rows.size() * SLOTS];
    List<byte[]> masks = new ArrayList<>(List.of(new byte[side * side]));
    for (int film = 0; film < layouts.size(); film++) {
      Layout layout = layouts.get(film);
      for (int slot = 0; slot < SLOTS; slot++) {
        boolean used = slot < layout.masks().size();
        slotMask[film * SLOTS + slot] = used ? masks.size() : 0;
        slotPlane[film * SLOTS + slot] = used ? layout.planes().get(slot) : free;
        if (used) {
          masks.add(layout.masks().get(slot));
        }
      }
    }
    return new ControlLayouts(
        order,
        side,
        device,
        resident(layouts.stream().map(Layout::codes).toList(), side, device),
        resident(masks, side, device),
        slotMask,
        slotPlane);
  }

  private static Layout layout(CaptionedFilms.Placed placed, LayoutPlanes order, int side) {
    String file =
        placed
            .row()
            .masks()
            .anatomy()
            .orElseThrow(
                () ->
                    new RequestException(
                        "control branch material",
                        placed.row().file(),
                        "no anatomy_mask",
                        "an anatomy map for every film"));
    AnatomyMap anatomy =
        MaskFiles.readAnatomy(placed.manifest().path(file), Map.of()).resized(side, side);
    List<Integer> planes = new ArrayList<>();
    List<byte[]> masks = new ArrayList<>();
    placed
        .row()
        .masks()
        .findings()
        .forEach(
            (finding, name) -> {
              int plane = order.findings().indexOf(finding);
              if (plane >= 0 && masks.size() < SLOTS) {
                planes.add(plane);
                masks.add(bytes(MaskFiles.readMask(placed.manifest().path(name)), side));
              }
            });
    return new Layout(anatomy.codes(), planes, masks);
  }

  private static byte[] bytes(Mask mask, int side) {
    byte[] bytes = new byte[side * side];
    mask.resized(side, side).bits().stream().forEach(i -> bytes[i] = 1);
    return bytes;
  }

  private static Tensor resident(List<byte[]> squares, int side, Device device) {
    return Scope.computing(
        () -> {
          Tensor all =
              torch.zeros(
                  new long[] {squares.size(), 1, side, side},
                  new TensorOptions(torch.ScalarType.Byte));
          for (int i = 0; i < squares.size(); i++) {
            int one = i;
            Scope.running(
                () ->
                    all.select(0, one)
                        .copy_(AbstractTensor.create(squares.get(one), false, 1, side, side)));
          }
          return Scope.owned(device.place(all));
        });
  }

  /**
   * The layouts of films, moved as their films were.
   *
   * @param moves [n, 2, 3]
   * @param withAnatomy per row, whether the planes show the structures
   * @param withPathology likewise the findings
   */
  Batch batch(int[] films, Tensor moves, boolean[] withAnatomy, boolean[] withPathology) {
    int n = films.length;
    int findings = order.findings().size();
    long[] rows = new long[n];
    float[] shown = new float[n];
    long[] chosen = new long[n * SLOTS];
    long[] places = new long[n * SLOTS];
    for (int row = 0; row < n; row++) {
      rows[row] = films[row];
      shown[row] = withAnatomy[row] ? 1 : 0;
      for (int slot = 0; slot < SLOTS; slot++) {
        int from = films[row] * SLOTS + slot;
        chosen[row * SLOTS + slot] = slotMask[from];
        int plane = withPathology[row] ? slotPlane[from] : findings; // the last one is thrown away
        places[row * SLOTS + slot] = row * (findings + 1L) + plane;
      }
    }
    Tensor labels =
        Warp.moved(
            codes.index_select(0, Tensors.of(rows, device, n)).to(torch.ScalarType.Float), moves);
    Tensor structures =
        labels
            .eq(numbers(LayoutPlanes.structures()))
            .to(torch.ScalarType.Float)
            .mul(Tensors.of(shown, device, n, 1, 1, 1));
    Tensor lesions =
        Warp.moved(
            masks
                .index_select(0, Tensors.of(chosen, device, chosen.length))
                .to(torch.ScalarType.Float)
                .reshape(n, SLOTS, side, side),
            moves);
    Tensor all =
        torch
            .zeros(new long[] {n * (findings + 1L), side, side}, device.options())
            .index_add_(
                0,
                Tensors.of(places, device, places.length),
                lesions.reshape((long) n * SLOTS, side, side));
    Tensor pathology = all.reshape(n, findings + 1L, side, side).narrow(1, 0, findings);
    return new Batch(Tensors.joined(1, structures, pathology), lesions.amax(new long[] {1}, true));
  }

  /** 1 to the number of structures, [1, k, 1, 1]. */
  private Tensor numbers(int structures) {
    float[] codes = new float[structures];
    IntStream.range(0, structures).forEach(i -> codes[i] = i + 1);
    return Tensors.of(codes, device, 1, structures, 1, 1);
  }

  /** Structures as greys and findings as white, for a picture: [n, 1, s, s] in [-1, 1]. */
  Tensor picture(Batch batch) {
    int structures = LayoutPlanes.structures();
    Tensor grey =
        batch
            .planes()
            .narrow(1, 0, structures)
            .mul(numbers(structures))
            .sum(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
    return torch.maximum(
        grey.mul(new Scalar(1.2 / structures)).sub(new Scalar(1)),
        batch.lesions().mul(new Scalar(2)).sub(new Scalar(1)));
  }

  /** How many films show each finding. */
  int count(Finding finding) {
    int plane = order.findings().indexOf(finding);
    return (int) IntStream.of(slotPlane).filter(each -> each == plane).count();
  }

  @Override
  public void close() {
    codes.close();
    masks.close();
  }
}
