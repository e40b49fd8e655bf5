package io.diabolo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BusyProcessorTest {

    @Test
    void start_usesAProcessor_untilItIsClosed() throws InterruptedException {
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        BusyProcessor neighbour = BusyProcessor.start();
        ProcessHandle process = ProcessHandle.current()
                .children()
                .filter(child -> !before.contains(child))
                .findFirst()
                .orElseThrow();
        try {
            Duration start = cpu(process);
            Instant limit = Instant.now().plusSeconds(60);
            while (cpu(process).minus(start).toMillis() < 1_500 && Instant.now().isBefore(limit)) {
                Thread.sleep(50);
            }
            // More than a Java process needs to begin.
            assertThat(cpu(process).minus(start)).isGreaterThanOrEqualTo(Duration.ofMillis(1_500));
            assertThat(neighbour.isAlive()).isTrue();
        } finally {
            neighbour.close();
        }
        process.onExit().join();
        assertThat(process.isAlive()).isFalse();
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
