package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class InterruptionTest {

  @Test
  void stoppingWaitsUntilTheCommandHasTidiedUp() throws InterruptedException {
    Interruption interruption = new Interruption();
    assertThat(interruption.asked()).isFalse();
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              interruption.stop();
              stopped.countDown();
            });
    hook.start();
    while (!interruption.asked()) {
      Thread.onSpinWait();
    }
    assertThat(stopped.await(50, TimeUnit.MILLISECONDS)).isFalse();
    interruption.commandFinished();
    assertThat(stopped.await(5, TimeUnit.SECONDS)).isTrue();
    hook.join();
  }
}
