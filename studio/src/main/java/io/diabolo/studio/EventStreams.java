package io.diabolo.studio;

import io.diabolo.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Streams of server-sent events, a thread of the server each, and so only a few. One who reads too slowly is cut off by the
 * server's time limit for writing; whoever comes again is told all that is known first.
 */
final class EventStreams {

    /** Keeps connections open, and finds those that are gone. */
    private static final int HEARTBEAT_SECONDS = 10;

    private final Semaphore places;
    private final int most;
    private volatile boolean closed;

    EventStreams(int most) {
        this.most = most;
        places = new Semaphore(most);
    }

    /** Sends until the training ends or the reader goes. */
    void send(QueuedJob job, HttpServletResponse response) {
        if (!places.tryAcquire()) {
            throw new RequestException(
                    RequestException.TOO_MANY,
                    "%d pages watch already, which is as many as may: close one".formatted(most));
        }
        BlockingQueue<Event> events = job.listen();
        try {
            response.setContentType("text/event-stream;charset=utf-8");
            OutputStream out = response.getOutputStream();
            int quiet = 0;
            while (!closed) {
                Event event = events.poll(1, TimeUnit.SECONDS);
                quiet = event == null ? quiet + 1 : 0;
                if (event != null) {
                    out.write(text(event));
                    out.flush();
                } else if (quiet % HEARTBEAT_SECONDS == 0) {
                    out.write(":\n\n".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
                if (event != null && event.type().equals(QueuedJob.END.type())) {
                    return;
                }
            }
        } catch (IOException e) {
            // The reader is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            job.leave(events);
            places.release();
        }
    }

    private static byte[] text(Event event) {
        String data = Json.text(event.data()).replaceAll("\\R", " ");
        return "event: %s\ndata: %s\n\n".formatted(event.type(), data).getBytes(StandardCharsets.UTF_8);
    }

    /** Ends all streams within a second. */
    void close() {
        closed = true;
    }
}
