package ai.chestnut.expert;

/**
 * How the answer of a TorchScript network is read.
 *
 * @param pick which tensor of a tuple, list or table: numbers from 0 and keys, dots between levels;
 *     empty for a bare tensor
 * @param values what its numbers are; of no meaning for features
 * @param pool how more than one vector of features becomes one
 */
public record ScriptOutput(String pick, Values values, Pool pool) {

  /** What the numbers of an answer are. */
  public enum Values {
    /** Each becomes a probability of its own by the sigmoid. */
    LOGITS,
    /** Together they become probabilities of a choice by the softmax. */
    SOFTMAX,
    /** They are probabilities already. */
    PROBABILITIES
  }

  /** How several vectors become one. */
  public enum Pool {
    /** There is one vector already. */
    NONE,
    /** Their mean: over rows and columns of [1, c, h, w], over tokens of [1, t, e]. */
    MEAN,
    /** The first token of [1, t, e]. */
    FIRST
  }
}
