/**
 * The study as a document to hand in: {@link io.diabolo.jobs.report.StudyReport} fills the neutral records of
 * {@code io.diabolo.report}. Every sentence is made from the numbers of one study by a small function that a test holds;
 * what the numbers do not support is not said, and the report says that it is missing.
 */
@NullMarked
package io.diabolo.jobs.report;

import org.jspecify.annotations.NullMarked;
