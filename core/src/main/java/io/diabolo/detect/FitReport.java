package io.diabolo.detect;

import java.util.List;

/**
 * What a detector remembers of its making.
 *
 * @param data the data's name
 * @param dataHash its SHA-256
 * @param samples how many were given
 * @param trained how many of them the autoencoders were trained on
 * @param heldOut how many normal samples carry the promise about false alarms
 * @param leftOut how many were left out as too strange to be normal
 * @param seconds it took
 * @param smallestRate the smallest rate of false alarms that {@code heldOut} samples can promise
 * @param versions of Diabolo, libtorch and Java
 * @param warnings what the guards said
 */
public record FitReport(
        String data,
        String dataHash,
        int samples,
        int trained,
        int heldOut,
        int leftOut,
        double seconds,
        double smallestRate,
        List<String> versions,
        List<String> warnings) {

    public FitReport {
        versions = List.copyOf(versions);
        warnings = List.copyOf(warnings);
    }

    /** With more samples, which carry the promise together with those that were held out. */
    FitReport withHeldOut(int more) {
        return new FitReport(
                data,
                dataHash,
                samples + more,
                trained,
                heldOut + more,
                leftOut,
                seconds,
                Conformal.smallest(heldOut + more),
                versions,
                warnings);
    }
}
