package ai.chestnut.evaluation.detector;

import ai.chestnut.evaluation.learner.Lesson;
import ai.chestnut.evaluation.learner.NetShape;
import ai.chestnut.evaluation.learner.Schooling;
import ai.chestnut.evaluation.learner.SmallNet;
import java.util.Arrays;
import java.util.List;

/**
 * A small convolutional net on the films themselves: sees texture and resampling that features
 * forget. Minutes where logistic regression takes a second.
 *
 * @param squares every film as {@link Lesson#square} makes it
 */
public record ConvolutionalDiscriminator(NetShape shape, Schooling schooling, List<byte[]> squares)
    implements Discriminator {

  public ConvolutionalDiscriminator {
    squares = List.copyOf(squares);
  }

  /** At 64 pixels, {@code 5 * 150} steps of 24 films a seed. */
  public static ConvolutionalDiscriminator small(List<byte[]> squares) {
    return new ConvolutionalDiscriminator(
        new NetShape(SIDE, List.of(8, 16, 24), 1),
        new Schooling(150, 24, 3e-3, 0.01, 0.03),
        squares);
  }

  /** Side of the films that {@link #small} sees. */
  public static final int SIDE = 64;

  @Override
  public String name() {
    return "convolutional net at " + shape.side() + " px, " + schooling.steps() + " steps";
  }

  @Override
  public double[] scores(boolean[] synthetic, int[] train, int[] test, long seed) {
    List<Lesson> lessons =
        Arrays.stream(train)
            .mapToObj(film -> Lesson.of(squares.get(film), synthetic[film]))
            .toList();
    try (SmallNet net = SmallNet.classifier(shape, 1, seed)) {
      net.learn(lessons, schooling, "detector", step -> {});
      return Arrays.stream(test).mapToDouble(film -> net.answers(squares.get(film))[0]).toArray();
    }
  }
}
