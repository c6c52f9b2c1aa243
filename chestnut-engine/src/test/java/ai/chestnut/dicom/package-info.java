@NullMarked
package ai.chestnut.dicom;

import org.jspecify.annotations.NullMarked;
