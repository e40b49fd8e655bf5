package io.diabolo.studio;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Chromium with one page, driven by its DevTools protocol. Own code, as it takes a WebSocket and JSON, which are there; driver
 * libraries download a browser or want a program of exactly its version.
 */
final class Chromium implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final long SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private String session = "";

    private Chromium(Process process, String address) {
        this.process = process;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), new Listener())
                .join();
        String target = call("Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asText();
        session = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** Where Chromium is installed; empty where it is not. */
    static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param profile an empty folder */
    static Chromium start(Path program, Path profile) throws IOException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher found = LISTENING.matcher(line);
            if (found.find()) {
                Thread drain = new Thread(() -> said.lines().forEach(rest -> {}), "chromium");
                drain.setDaemon(true);
                drain.start();
                return new Chromium(process, found.group(1));
            }
        }
        throw new IOException("Chromium ended before it listened");
    }

    /** What pages complained of since the last time: exceptions, errors in the console, breaches of the policy. */
    List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    /** As a browser of that language, theme and width, which is a phone's where it is narrow. */
    void look(String language, boolean dark, boolean narrow) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        String agent = String.valueOf(evaluate("navigator.userAgent").asText());
        call("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", language));
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", narrow ? 390 : 1280, "height", 900, "deviceScaleFactor", 1, "mobile", narrow));
    }

    void open(String url) {
        call("Page.navigate", Map.of("url", "about:blank"));
        call("Page.navigate", Map.of("url", url));
        await("document.readyState === 'complete' && document.querySelector('h1, .notice') !== null");
    }

    /** Goes to a page of the studio that is open, such as {@code latent?layout=tsne}. */
    void page(String name) {
        evaluate("location.hash = '#/%s'".formatted(name));
        String key = name.contains("?") ? name.substring(0, name.indexOf('?')) : name;
        await("document.querySelector('nav a[aria-current]').hash === '#/%s'".formatted(key));
    }

    void click(String selector) {
        evaluate("document.querySelector(\"%s\").click()".formatted(selector));
    }

    /** As a user moves it: the value, then the events. */
    void set(String selector, String value) {
        evaluate(
                "(e => { e.value = '%s'; for (const t of ['input', 'change']) e.dispatchEvent(new Event(t, {bubbles: true})); })(document.querySelector(\"%s\"))"
                        .formatted(value, selector));
    }

    /** The value of an expression; what it promises is awaited. */
    JsonNode evaluate(String expression) {
        JsonNode result = call(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Waits until an expression is true. */
    void await(String expression) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!evaluate("Boolean(" + expression + ")").asBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within %d s: %s; the page says: %s; it complains: %s"
                        .formatted(
                                SECONDS,
                                expression,
                                evaluate("document.body.innerText").asText(),
                                complaints));
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Presses, moves and lets go, in CSS pixels of the window. */
    void drag(double fromX, double fromY, double toX, double toY) {
        mouse("mousePressed", fromX, fromY, 1);
        for (int i = 1; i <= 5; i++) {
            mouse("mouseMoved", fromX + (toX - fromX) * i / 5, fromY + (toY - fromY) * i / 5, 1);
        }
        mouse("mouseReleased", toX, toY, 0);
    }

    /** Draws along the sides of a rectangle with the left button. */
    void surround(double left, double top, double right, double bottom) {
        mouse("mousePressed", left, top, 1);
        mouse("mouseMoved", right, top, 1);
        mouse("mouseMoved", right, bottom, 1);
        mouse("mouseMoved", left, bottom, 1);
        mouse("mouseReleased", left, bottom, 0);
    }

    void move(double x, double y) {
        mouse("mouseMoved", x, y, 0);
    }

    private void mouse(String type, double x, double y, int buttons) {
        Map<String, Object> event = new LinkedHashMap<>(Map.of("type", type, "x", x, "y", y, "buttons", buttons));
        if (!type.equals("mouseMoved") || buttons != 0) {
            event.put("button", "left");
            event.put("clickCount", 1);
        }
        call("Input.dispatchMouseEvent", event);
    }

    /** The whole page as a PNG file. */
    void screenshot(Path file) throws IOException {
        String data = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                .path("data")
                .asText();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        Map<String, Object> message = new LinkedHashMap<>(Map.of("id", id, "method", method, "params", parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(Json.text(message), true).join();
        JsonNode said = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
        if (said.has("error")) {
            throw new AssertionError(method + ": " + said.path("error"));
        }
        return said.path("result");
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard(Json.parse(text.toString(), JsonNode.class));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void heard(JsonNode message) {
            CompletableFuture<JsonNode> answer =
                    message.has("id") ? waiting.remove(message.path("id").asInt()) : null;
            if (answer != null) {
                answer.complete(message);
            }
            String method = message.path("method").asText();
            JsonNode parameters = message.path("params");
            boolean complaint = method.equals("Runtime.exceptionThrown")
                    || (method.equals("Log.entryAdded")
                            && parameters.at("/entry/level").asText().equals("error"))
                    || (method.equals("Runtime.consoleAPICalled")
                            && parameters.path("type").asText().equals("error"));
            if (complaint) {
                complaints.add(parameters.toString());
            }
        }
    }
}
