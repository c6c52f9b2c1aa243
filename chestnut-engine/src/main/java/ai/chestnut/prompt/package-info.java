/** What is asked for: prompts, observations, and the reading and writing of reports. */
@NullMarked
package ai.chestnut.prompt;

import org.jspecify.annotations.NullMarked;
