package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
import io.diabolo.restoring.training.RestoringTask;
import org.jspecify.annotations.Nullable;

/**
 * Asks how good a restorer is on clean pictures, which are damaged first.
 *
 * @param restorer its folder; null for the shipped one
 * @param task of the shipped one; null for that of the folder
 * @param data a folder of clean pictures
 * @param limit the largest number of pictures; 0 for all
 * @param sheet a picture to write, with details of the first pictures; null for none
 */
public record RestorerEvalRequest(
        @JsonSetter(nulls = Nulls.SET) @Nullable String restorer,
        @JsonSetter(nulls = Nulls.SET) @Nullable RestoringTask task,
        String data,
        int limit,
        FileOutput sheet) {

    public RestorerEvalRequest {
        if ((restorer == null) == (task == null)) {
            throw new BadInputException(
                    "either the folder of a restorer, which has a task, or the task of the shipped one must be named");
        }
        if (limit < 0) {
            throw new BadInputException("the number of pictures must be 0 (all) or more, was " + limit);
        }
    }
}
