package io.diabolo.studio;

/**
 * What a server takes from others.
 *
 * @param uploads of files
 * @param held in memory for the pages
 * @param waiting of requests
 */
public record Limits(Uploads uploads, Held held, Waiting waiting) {

    /**
     * What is sent.
     *
     * @param bytes of one file
     * @param seconds that it may take
     * @param pixels of one picture
     * @param jsonBytes of a request's JSON
     * @param files of data, while a studio runs
     */
    public record Uploads(long bytes, int seconds, long pixels, int jsonBytes, int files) {}

    /**
     * What is in memory; the oldest go.
     *
     * @param pixels of all pictures
     * @param bytes of all files
     */
    public record Held(long pixels, long bytes) {}

    /**
     * Who waits, and how long.
     *
     * @param streams of events at once
     * @param computing requests that compute at once; others wait
     * @param seconds how long they wait
     * @param idleSeconds after which a connection is closed on which nothing comes
     * @param trainings that wait or run
     */
    public record Waiting(int streams, int computing, int seconds, int idleSeconds, int trainings) {}

    /** For a machine with a few gigabytes. */
    public static Limits usual() {
        return new Limits(
                new Uploads(64L << 20, 60, 25_000_000, 1 << 20, 50_000),
                new Held(100_000_000, 128L << 20),
                new Waiting(16, 2, 30, 30, 50));
    }

    Limits with(Uploads newUploads) {
        return new Limits(newUploads, held, waiting);
    }

    Limits with(Waiting newWaiting) {
        return new Limits(uploads, held, newWaiting);
    }
}
