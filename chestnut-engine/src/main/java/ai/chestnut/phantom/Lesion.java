package ai.chestnut.phantom;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.prompt.Observation;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Laterality;
import java.util.List;

/** How one kind of finding changes a chest. */
interface Lesion {

  /**
   * What is asked for, all choices made.
   *
   * @param observation with side and severity
   * @param sides LEFT, RIGHT or both
   * @param amount 0 the least, 0.5 moderate, 1 the most
   * @param strength factor of what it adds; below 1 where the finding is uncertain
   */
  record Order(Observation observation, List<Laterality> sides, double amount, double strength) {

    /** Between two values by the amount. */
    double between(double least, double most) {
      return least + (most - least) * amount;
    }
  }

  /**
   * @param log width * height log attenuations afterwards
   * @param mask the pixels of the finding
   * @param anatomy the anatomy afterwards
   */
  record Change(float[] log, Mask mask, AnatomyMap anatomy) {}

  Change draw(Chest chest, Order order, RandomStream stream);
}
