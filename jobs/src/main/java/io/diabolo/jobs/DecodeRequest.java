package io.diabolo.jobs;

/**
 * Asks for the samples of codes.
 *
 * @param model the folder of a model
 * @param codes a {@code .npy} or {@code .csv} file, as {@link EncodeRequest} has it written
 * @param out the folder for pictures, the file for a table or for windows of series
 * @param precision of large products
 */
public record DecodeRequest(String model, String codes, String out, PrecisionChoice precision) {}
