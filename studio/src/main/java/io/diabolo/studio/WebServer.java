package io.diabolo.studio;

import io.diabolo.error.BadInputException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.util.List;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server: who may ask is checked before anything else, and whatever fails becomes a status and one line of JSON. */
final class WebServer {

    /** A page asks several things at once, and a stream of events holds one. */
    private static final int THREADS = 64;

    private static final int LEAST_THREADS = 4;
    private static final int THREAD_IDLE_MILLIS = 60_000;

    /** Slower senders are cut off: they would hold threads (slow loris). */
    private static final int LEAST_BYTES_A_SECOND = 100;

    private static final int HEADER_BYTES = 8 << 10;

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; frame-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final StudioOptions options;
    private final Access access;
    private final Root root;
    private final Javalin javalin;

    WebServer(StudioOptions options, Access access, Root root, List<Endpoint> endpoints, StudyApi studies) {
        this.options = options;
        this.access = access;
        this.root = root;
        Pages pages = new Pages();
        javalin = Javalin.create(config -> {
            configure(config, options);
            config.routes.before(this::admit);
            for (Endpoint endpoint : endpoints) {
                route(config, endpoint);
            }
            config.routes.get(StudyApi.REPORT, studies::report);
            config.routes.get("/", request -> pages.answer(request, ""));
            config.routes.get("/app/<name>", request -> pages.answer(request, request.pathParam("name")));
            config.routes.exception(HttpResponseException.class, WebServer::refused);
            config.routes.exception(Exception.class, this::failed);
        });
    }

    private static void configure(JavalinConfig config, StudioOptions options) {
        int idleMillis = 1_000 * options.limits().waiting().idleSeconds();
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jetty.threadPool = new QueuedThreadPool(THREADS, LEAST_THREADS, THREAD_IDLE_MILLIS);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(HEADER_BYTES);
        });
        config.jetty.modifyServer(server -> server.setHandler(new MinimumDataRateHandler(LEAST_BYTES_A_SECOND, 0)));
        // As Javalin makes its own, but with a time limit for those who send nothing.
        config.jetty.addConnector((server, http) -> {
            ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
            connector.setHost(options.host());
            connector.setPort(options.port());
            connector.setIdleTimeout(idleMillis);
            return connector;
        });
    }

    private void route(JavalinConfig config, Endpoint endpoint) {
        String path = Endpoint.BASE + endpoint.path();
        Handler handler = request -> {
            access.requireToken(request.header("Authorization"));
            request.header("Cache-Control", "no-store");
            try {
                endpoint.action().answer(request);
            } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
                failed(e, request);
            }
        };
        switch (endpoint.method()) {
            case "GET" -> config.routes.get(path, handler);
            case "POST" -> config.routes.post(path, handler);
            default -> config.routes.delete(path, handler);
        }
    }

    private void admit(Context request) {
        request.header("Content-Security-Policy", POLICY);
        request.header("X-Content-Type-Options", "nosniff");
        request.header("Referrer-Policy", "no-referrer");
        request.header("Cross-Origin-Opener-Policy", "same-origin");
        request.header("Cross-Origin-Resource-Policy", "same-origin");
        request.header("Cache-Control", "no-cache");
        String host = request.header("Host");
        access.requireHost(host);
        access.requireOrigin(request.header("Origin"), host);
    }

    private void failed(Throwable e, Context request) {
        Failures.Failure failure = Failures.of(e);
        Exchange.failed(request, new Failures.Failure(failure.status(), root.relative(failure.message())));
    }

    /** What the server itself refuses: a path or a method that is none. */
    private static void refused(HttpResponseException e, Context request) {
        String message = "%s: %s".formatted(Text.shown(request.path()), e.getMessage());
        Exchange.failed(request, new Failures.Failure(e.getStatus(), message));
    }

    /** @throws BadInputException if the port is taken, or the address is not this machine's */
    void start() {
        try {
            javalin.start();
        } catch (RuntimeException e) {
            throw new BadInputException(
                    "%s:%d cannot be listened on: another program may use it, choose another port"
                            .formatted(options.host(), options.port()),
                    e);
        }
    }

    int port() {
        return javalin.port();
    }

    void stop() {
        javalin.stop();
    }
}
