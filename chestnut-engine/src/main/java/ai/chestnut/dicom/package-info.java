/**
 * Reading and writing DICOM: films, masks as segmentations and reports, from tables of attributes;
 * the decoders of compressed films that no library offers.
 */
@NullMarked
package ai.chestnut.dicom;

import org.jspecify.annotations.NullMarked;
