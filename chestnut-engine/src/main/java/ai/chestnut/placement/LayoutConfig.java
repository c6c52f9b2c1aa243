package ai.chestnut.placement;

import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Finding;
import java.util.Arrays;
import java.util.List;

/**
 * Shape of a layout generator, and what its training measured.
 *
 * @param side cells of the grid, in each direction; divisible by 2 for every level of the network
 * @param findings one layer each, in the order of the layers
 * @param channels widths of the network at half the grid and after each halving
 * @param blocks residual blocks at each width on the way down, one more on the way up
 * @param real findings that the training saw on real films; the others it knows as drawn
 * @param smallBelow of each finding, the share of the lungs' area below which it is small
 * @param largeFrom of each finding, the share from which it is large
 */
public record LayoutConfig(
    int side,
    List<Finding> findings,
    List<Integer> channels,
    int blocks,
    List<Finding> real,
    List<Double> smallBelow,
    List<Double> largeFrom) {

  public LayoutConfig {
    findings = List.copyOf(findings);
    channels = List.copyOf(channels);
    real = List.copyOf(real);
    smallBelow = List.copyOf(smallBelow);
    largeFrom = List.copyOf(largeFrom);
    if (channels.isEmpty()
        || channels.stream().anyMatch(c -> c < 4 || c % (c < 32 ? 4 : 32) != 0)
        || blocks < 1
        || side < 8
        || side % (1 << channels.size()) != 0) {
      throw new RequestException(
          "layout generator",
          "side, channels, blocks",
          side + ", " + channels + ", " + blocks,
          "widths multiples of 4, from 32 on of 32, at least one block, a side that can be halved"
              + " so often");
    }
    if (findings.isEmpty()
        || findings.contains(Finding.NO_FINDING)
        || smallBelow.size() != findings.size()
        || largeFrom.size() != findings.size()) {
      throw new RequestException(
          "layout generator",
          "findings, smallBelow, largeFrom",
          findings.size() + ", " + smallBelow.size() + ", " + largeFrom.size(),
          "as many of each, at least one");
    }
  }

  /** Every finding that can be drawn. */
  public static List<Finding> drawable() {
    return Arrays.stream(Finding.values())
        .filter(finding -> finding != Finding.NO_FINDING && finding != Finding.FRACTURE)
        .toList();
  }

  /** The smallest that still has every part; for random weights. */
  public static LayoutConfig mu() {
    List<Finding> findings = drawable();
    return new LayoutConfig(
        16,
        findings,
        List.of(8, 8),
        1,
        List.of(),
        findings.stream().map(finding -> 0.05).toList(),
        findings.stream().map(finding -> 0.2).toList());
  }

  /** The layer of a finding; -1 for one that this generator does not know. */
  public int layer(Finding finding) {
    return findings.indexOf(finding);
  }
}
