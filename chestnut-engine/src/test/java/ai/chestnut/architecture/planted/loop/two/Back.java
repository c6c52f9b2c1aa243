package ai.chestnut.architecture.planted.loop.two;

import ai.chestnut.architecture.planted.loop.one.There;

/** The other half of a cycle. */
public interface Back {
  There there();
}
