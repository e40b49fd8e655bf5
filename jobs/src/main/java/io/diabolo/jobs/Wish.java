package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The few choices of a long job, for a caller who leaves the rest to what suits the data. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Wish permits TrainingWish, StudyWish, DetectorWish {}
