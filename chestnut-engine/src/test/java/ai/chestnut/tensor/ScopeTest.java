package ai.chestnut.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ScopeTest {

  @Test
  void everythingButWhatIsYieldedIsFreed() {
    List<Tensor> made = new ArrayList<>();
    Tensor kept =
        Scope.yielding(
            () -> {
              made.add(Tensors.of(new float[] {1, 2}, Device.CPU, 2));
              made.add(made.get(0).add(new Scalar(1)));
              return made.get(1).mul(new Scalar(2));
            });
    assertThat(made).allMatch(tensor -> tensor.isNull());
    assertThat(Tensors.floats(kept)).containsExactly(4, 6);
    kept.close();
    assertThat(kept.isNull()).isTrue();
  }

  @Test
  void whatIsYieldedLivesAsLongAsTheEnclosingScope() {
    List<Tensor> yielded = new ArrayList<>();
    Scope.running(
        () -> {
          yielded.add(Scope.yielding(() -> Tensors.of(new float[] {3}, Device.CPU, 1)));
          assertThat(Tensors.floats(yielded.get(0))).containsExactly(3);
        });
    assertThat(yielded.get(0).isNull()).isTrue();
  }

  @Test
  void whatIsHandedOverLivesAsLongAsTheEnclosingScope() {
    List<Tensor> handed = new ArrayList<>();
    Scope.running(
        () -> {
          Tensor owned =
              Scope.computing(() -> Scope.owned(Tensors.of(new float[] {3}, Device.CPU, 1)));
          handed.add(Scope.handed(owned));
          assertThat(Tensors.floats(owned)).containsExactly(3);
        });
    assertThat(handed.get(0).isNull()).isTrue();
  }

  @Test
  void anExceptionFreesToo() {
    List<Tensor> made = new ArrayList<>();
    assertThatThrownBy(
            () ->
                Scope.running(
                    () -> {
                      made.add(Tensors.of(new float[] {1}, Device.CPU, 1));
                      throw new IllegalStateException("on purpose");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(made.get(0).isNull()).isTrue();
  }

  @Test
  void theFixtureSeesALeak() {
    List<Tensor> kept = new ArrayList<>();
    assertThatThrownBy(
            () ->
                NativeHandles.assertFlat(
                    3, () -> kept.add(Tensors.of(new float[] {1}, Device.CPU, 1))))
        .isInstanceOf(AssertionError.class);
    kept.forEach(Tensor::close);
  }

  @Test
  void blasIsHeldToOneThread() {
    assertThat(Backend.blasThreads()).isEqualTo(1);
    assertThat(Backend.intraOpThreads()).isEqualTo(2);
  }
}
