/**
 * The command line: one class per verb, which turns options into a request to another room and its
 * answer into lines. Results go to standard output, everything else to standard error.
 */
@NullMarked
package ai.chestnut.cli;

import org.jspecify.annotations.NullMarked;
