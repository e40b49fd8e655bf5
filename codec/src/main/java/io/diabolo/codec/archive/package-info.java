/**
 * Many pictures of one codec in one file: {@link io.diabolo.codec.archive.ArchiveReader} finds each by an index and gets it
 * alone, {@link io.diabolo.codec.archive.ArchiveWriter} adds behind what is there. The file is described in FORMAT.md.
 */
@NullMarked
package io.diabolo.codec.archive;

import org.jspecify.annotations.NullMarked;
