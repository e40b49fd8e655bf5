package io.diabolo.jobs;

import io.diabolo.error.BadInputException;
import java.util.List;
import java.util.Locale;

/**
 * Asks for something to be made of each row of tables, or of each picture, on a cluster. What cannot be used goes to a table of its
 * own beside the result, with the reason.
 *
 * @param master where: {@code local[*]} or {@code local[N]}, threads of this process, or {@code spark://HOST:PORT}
 * @param model the folder of a model or a detector, which only this machine need see
 * @param inputs names that end in {@code .parquet}, {@code .csv} or {@code .tsv} (the latter two also {@code .gz}): files, folders of
 *     part files or patterns, as the cluster sees them, all of one kind; for a model of pictures, pictures and folders
 *     of them, which all machines see under the same paths
 * @param out a folder of part files to be made; its name ends in {@code .parquet} or {@code .csv}
 * @param replace whether a result that exists is replaced, once the new one is whole; else it is an error
 */
public record ClusterRequest(String master, String model, List<String> inputs, String out, boolean replace) {

    public ClusterRequest {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new BadInputException("there are no rows or pictures: name at least one input");
        }
        String lower = out.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".parquet") && !lower.endsWith(".csv")) {
            throw new BadInputException(
                    "%s: a result on a cluster is Parquet or CSV: let its name end in .parquet or .csv".formatted(out));
        }
    }

    /** Where rows go that cannot be used: {@code scores.refused.parquet} beside {@code scores.parquet}. */
    public String refusedOut() {
        int dot = out.lastIndexOf('.');
        return out.substring(0, dot) + ".refused" + out.substring(dot);
    }
}
