package ai.chestnut.phantom;

/** Both lungs with the surface they stand on. */
record Lungs(LungSolid right, LungSolid left, Diaphragm diaphragm) {

  /** The lung of the image half that x lies in; negative x is the patient's right. */
  LungSolid at(double x) {
    return x < 0 ? right : left;
  }

  /** From the outermost point of one lung to that of the other. */
  double breadth() {
    return right.outerQ() + left.outerQ();
  }
}
