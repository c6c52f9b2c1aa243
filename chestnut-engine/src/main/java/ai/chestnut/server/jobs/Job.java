package ai.chestnut.server.jobs;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A job as it stands in the database.
 *
 * @param sequence rises with every job
 * @param owner whose it is
 * @param request as it was handed in, JSON
 * @param done studies that are there
 * @param total studies that were asked for
 * @param refused of {@code done}, by the panel
 * @param starts how often its next study was begun and did not end, for the server had ended
 * @param reason why it failed, or empty
 */
public record Job(
    String id,
    long sequence,
    String owner,
    Optional<String> idempotency,
    String request,
    String requestSum,
    JobState state,
    int done,
    int total,
    int refused,
    int starts,
    String reason,
    long createdMillis,
    OptionalLong finishedMillis) {}
