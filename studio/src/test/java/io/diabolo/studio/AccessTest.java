package io.diabolo.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask: each check by a request over a socket. */
@SuppressWarnings("NullAway.Init") // made before each test
class AccessTest {

    @TempDir
    Path folder = Path.of("");

    private Studio studio;
    private Client client;

    @BeforeEach
    void start() {
        studio = StudioFixture.studio(folder, Limits.usual().with(new Limits.Waiting(16, 2, 30, 2, 50)));
        client = new Client(studio);
    }

    @AfterEach
    void stop() {
        studio.close();
    }

    @Test
    void api_withTheToken_answers() {
        Client.Answer answer = client.get("/api/v1/status");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("folder").asText()).isEqualTo(String.valueOf(folder.getFileName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer wrong", "Basic wrong", "bearer"})
    void api_withAnotherToken_isRefused(String header) {
        Client.Answer answer = client.send(
                "GET", "/api/v1/status", new byte[0], header.isEmpty() ? Map.of() : Map.of("Authorization", header));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).contains("open the address that ./diabolo studio printed");
    }

    @Test
    void api_withTheTokenInTheAddress_isRefused() {
        Client.Answer answer = client.send("GET", "/api/v1/status?token=" + studio.token(), new byte[0], Map.of());
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void everyEndpoint_withoutTheToken_isRefused() {
        for (Endpoint endpoint : studio.endpoints()) {
            String path = Endpoint.BASE + endpoint.path().replace("{id}", "0");
            Client.Answer answer = client.send(endpoint.method(), path, new byte[0], Map.of());
            assertThat(answer.status()).as(endpoint.method() + " " + path).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1"
            })
    void request_forAnotherHost_isRefused(String host) throws IOException {
        assertThat(client.raw("GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host)))
                .contains(" 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost:9000", "[::1]:8350", "LOCALHOST"})
    void request_forThisMachine_isAnswered(String host) throws IOException {
        assertThat(client.raw("GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host)))
                .contains(" 200");
    }

    @Test
    void request_ofAnotherSite_isRefused() {
        String token = "Bearer " + studio.token();
        String host = studio.origin().substring("http://".length());
        for (String origin : List.of(
                "http://evil.example",
                "null",
                "http://127.0.0.1:1",
                "https://" + host,
                "http://evil." + host,
                studio.origin() + ".evil.example")) {
            Client.Answer answer = client.send(
                    "POST", "/api/v1/jobs", new byte[] {'{', '}'}, Map.of("Authorization", token, "Origin", origin));
            assertThat(answer.status()).as(origin).isEqualTo(403);
        }
        Client.Answer own = client.send(
                "GET", "/api/v1/status", new byte[0], Map.of("Authorization", token, "Origin", studio.origin()));
        assertThat(own.status()).isEqualTo(200);
    }

    @Test
    void pages_comeWithAPolicyAndWithoutCookies() {
        for (String path : new String[] {"/", "/app/app.js", "/app/lib/uplot.js"}) {
            Client.Answer answer = client.send("GET", path, new byte[0], Map.of());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.response().headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                            .doesNotContain("unsafe"));
            assertThat(answer.response().headers().firstValue("X-Content-Type-Options"))
                    .hasValue("nosniff");
            assertThat(answer.response().headers().map())
                    .doesNotContainKeys("set-cookie", "server", "access-control-allow-origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/../studio/Studio.class",
                "/app/%2e%2e/x",
                "/app/..%2fx",
                "/app//etc/passwd",
                "/etc/passwd",
                "/app/Studio.class"
            })
    void page_thatIsNone_isNotFound(String path) throws IOException {
        assertThat(client.raw("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path)))
                .containsPattern(" (400|404)");
    }

    @Test
    void requests_thatAreNone_areRefusedQuicklyAndTheServerGoesOn() throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            String line = client.raw(
                    i % 2 == 0
                            ? "\0\1\2 nonsense\r\n\r\n"
                            : "POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\nConnection: close\r\n\r\n");
            assertThat(line).containsPattern(" (400|401)");
        }
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(10);
        assertThat(client.get("/api/v1/status").status()).isEqualTo(200);
    }

    @Test
    void sender_whoNeverEnds_isCutOffAndTheServerGoesOn() throws IOException {
        long start = System.nanoTime();
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Socket socket = client.open();
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII));
            slow.add(socket);
        }
        assertThat(client.get("/api/v1/status").status()).isEqualTo(200);
        for (Socket socket : slow) {
            // What is answered is of no interest; that it ends is.
            assertThat(socket.getInputStream().readAllBytes().length).isLessThan(2_000);
            socket.close();
        }
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(15);
    }

    @Test
    void body_thatTrickles_isCutOff() throws Exception {
        try (Socket socket = client.open()) {
            socket.getOutputStream()
                    .write(
                            "POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: 90000\r\n\r\n"
                                    .formatted(studio.token())
                                    .getBytes(StandardCharsets.US_ASCII));
            long end = System.nanoTime() + 15_000_000_000L;
            try {
                while (System.nanoTime() < end && socket.getInputStream().available() == 0) {
                    socket.getOutputStream().write(' ');
                    Thread.sleep(300);
                }
            } catch (IOException e) {
                // It was cut off.
            }
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    @Test
    void headers_thatAreTooLong_areRefused() throws IOException {
        assertThat(client.raw("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: %s\r\n\r\n".formatted("x".repeat(20_000))))
                .contains(" 431");
    }
}
