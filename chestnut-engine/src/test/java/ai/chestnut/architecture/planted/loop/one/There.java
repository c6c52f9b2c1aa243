package ai.chestnut.architecture.planted.loop.one;

import ai.chestnut.architecture.planted.loop.two.Back;

/** Half of a cycle. */
public interface There {
  Back back();
}
