/** Sending DICOM objects to other people's stores, by STOW-RS and by C-STORE. */
@NullMarked
package ai.chestnut.pacs;

import org.jspecify.annotations.NullMarked;
