package ai.chestnut.expert;

/** One question about a film, answered from what the experts saw. */
sealed interface Gate
    permits FindingAgreement, AnatomyPlausibility, ImageTextAgreement, FilmLikeness {

  GateResult judge(Evidence evidence);
}
