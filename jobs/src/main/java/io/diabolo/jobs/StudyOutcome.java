package io.diabolo.jobs;

import io.diabolo.study.StudyResult;
import org.jspecify.annotations.Nullable;

/**
 * What came of a study.
 *
 * @param folder where it is
 * @param result null for a study that was stopped, which can be continued
 */
public record StudyOutcome(String folder, @Nullable StudyResult result) {}
