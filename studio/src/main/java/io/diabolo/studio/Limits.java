package io.diabolo.studio;

/**
 * What a server takes from others.
 *
 * @param uploadBytes of one uploaded file
 * @param uploadSeconds that an upload may take
 * @param pixels of one picture
 * @param jsonBytes of a request's JSON
 * @param heldPixels of all pictures that are held for the pages; the oldest go
 * @param heldBytes of all files that are held for the pages; the oldest go
 * @param streams of events at once
 * @param computing requests that compute at once; others wait
 * @param waitSeconds how long they wait
 * @param queued trainings that wait or run
 */
public record Limits(
        long uploadBytes,
        int uploadSeconds,
        long pixels,
        int jsonBytes,
        long heldPixels,
        long heldBytes,
        int streams,
        int computing,
        int waitSeconds,
        int queued) {

    /** For a machine with a few gigabytes. */
    public static Limits usual() {
        return new Limits(64L << 20, 60, 25_000_000, 1 << 20, 100_000_000, 128L << 20, 16, 2, 30, 50);
    }

    Limits withUploadBytes(long bytes) {
        return new Limits(
                bytes, uploadSeconds, pixels, jsonBytes, heldPixels, heldBytes, streams, computing, waitSeconds, queued);
    }

    Limits withUploadSeconds(int seconds) {
        return new Limits(
                uploadBytes, seconds, pixels, jsonBytes, heldPixels, heldBytes, streams, computing, waitSeconds, queued);
    }

    Limits withPixels(long count) {
        return new Limits(
                uploadBytes,
                uploadSeconds,
                count,
                jsonBytes,
                heldPixels,
                heldBytes,
                streams,
                computing,
                waitSeconds,
                queued);
    }

    Limits withStreams(int count) {
        return new Limits(
                uploadBytes,
                uploadSeconds,
                pixels,
                jsonBytes,
                heldPixels,
                heldBytes,
                count,
                computing,
                waitSeconds,
                queued);
    }
}
