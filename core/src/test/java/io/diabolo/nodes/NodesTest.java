package io.diabolo.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.error.NodeLostException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodesTest {

    /** Numbers of such different sizes that every other order of addition gives other bits. */
    private static float[] values(int rank, int count) {
        Random random = new Random(rank);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(8)));
        }
        return values;
    }

    @Test
    void sum_overThreeMachines_hasTheBitsOfOneThatAddsInTheirOrder() {
        int[] counts = {5, 1, 700, 11}; // 717 numbers do not divide by 3 evenly in all pieces
        int all = IntStream.of(counts).sum();
        float[] expected = values(0, all);
        for (int rank = 1; rank < 3; rank++) {
            float[] more = values(rank, all);
            for (int i = 0; i < all; i++) {
                expected[i] += more[i];
            }
        }
        List<float[]> sums = Machines.run(3, nodes -> {
            try (TensorScope scope = TensorScope.open("sum")) {
                Tensor values = Tensor.of(values(nodes.rank(), all), all);
                float[] sum = new float[all];
                for (int round = 0; round < 2; round++) { // memory is used again
                    List<Tensor> parts = new java.util.ArrayList<>();
                    int first = 0;
                    for (int count : counts) {
                        parts.add(values.narrow(0, first, count).copy());
                        first += count;
                    }
                    List<double[]> said = nodes.sum(parts, nodes.rank(), 1.0 / 3);
                    for (int rank = 0; rank < 3; rank++) {
                        assertThat(said.get(rank)).containsExactly(rank, 1.0 / 3);
                    }
                    first = 0;
                    for (Tensor part : parts) {
                        System.arraycopy(part.toFloats(), 0, sum, first, (int) part.size(0));
                        first += (int) part.size(0);
                    }
                }
                assertThat(nodes.traffic().sums()).isEqualTo(2);
                assertThat(nodes.traffic().bytes()).isEqualTo(2L * 2 * 2 * 239 * 4);
                return sum;
            }
        });
        sums.forEach(sum -> assertThat(sum).containsExactly(expected));
    }

    @Test
    void tell_textsAndNumbers_comeInTheOrderOfTheMachines() {
        List<List<String>> texts = Machines.run(4, nodes -> nodes.tell("é".repeat(nodes.rank())));
        texts.forEach(text -> assertThat(text).containsExactly("", "é", "éé", "ééé"));
        assertThat(Nodes.alone().tell("x")).containsExactly("x");
        assertThat(Nodes.alone().tell(3).get(0)).containsExactly(3);
    }

    @Test
    void takeFromFirst_givesItsTensorsToAll() {
        List<float[]> taken = Machines.run(3, nodes -> {
            try (TensorScope scope = TensorScope.open("take")) {
                Tensor one = Tensor.of(values(nodes.rank(), 6), 2, 3);
                Tensor scalar = Tensor.scalar(nodes.rank() + 7);
                nodes.takeFromFirst(List.of(one, scalar));
                assertThat(scalar.item()).isEqualTo(7);
                return one.toFloats();
            }
        });
        taken.forEach(values -> assertThat(values).containsExactly(values(0, 6)));
    }

    @Test
    void agreeToStop_wishedByOne_isKnownToAllOnceTheyHaveSpoken() {
        Machines.run(3, nodes -> {
            assertThat(nodes.agreeToStop(nodes.rank() == 1)).isFalse();
            nodes.tell(1);
            assertThat(nodes.agreeToStop(false)).isTrue();
            return true;
        });
        assertThat(Nodes.alone().agreeToStop(true)).isTrue();
    }

    @Test
    void tell_toAMachineThatEnded_namesIt() {
        assertThatThrownBy(() -> Machines.run(
                        2,
                        nodes -> nodes.rank() == 1
                                ? nodes.tell()
                                : nodes.tell(nodes.tell().size())))
                .isInstanceOf(NodeLostException.class)
                .hasMessageContaining("node 2 (127.0.0.1)");
    }

    @Test
    void tell_toAMachineThatIsSilent_endsAtTheLimit() {
        CountDownLatch done = new CountDownLatch(1);
        assertThatThrownBy(() -> Machines.run(Machines.places(2, 2), place -> {
                    try (Nodes nodes = Nodes.join(place)) {
                        if (nodes.isFirst()) {
                            try {
                                nodes.tell(1);
                            } finally {
                                done.countDown();
                            }
                        } else {
                            done.await();
                        }
                        return 0;
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .isInstanceOf(NodeLostException.class)
                .hasMessage("node 2 (127.0.0.1) has been silent for 2 seconds");
    }

    @Test
    void tell_anotherCountThanTheOthers_isFoundOut() {
        assertThatThrownBy(() -> Machines.run(2, nodes -> nodes.tell(new double[nodes.isFirst() ? 3 : 4])))
                .isInstanceOf(NodeLostException.class)
                .hasMessageContaining("does something else than this one");
    }

    @Test
    void join_nobodyComes_namesWhoIsMissing() {
        List<NodePlace> places = Machines.places(2, 1);
        assertThatThrownBy(() -> Nodes.join(places.get(0)))
                .isInstanceOf(NodeLostException.class)
                .hasMessageStartingWith("node 2 (127.0.0.1) did not come within 1 seconds");
        assertThatThrownBy(() -> Nodes.join(places.get(1)))
                .isInstanceOf(NodeLostException.class)
                .hasMessageStartingWith("node 1 (127.0.0.1) did not come within 1 seconds");
    }

    @Test
    void join_strangersAndMachinesOfOtherLists_doNotDisturbTheOthers() {
        List<NodePlace> places = Machines.places(2, 30);
        NodePlace first = places.get(0);
        CompletableFuture<List<double[]>> waiting = CompletableFuture.supplyAsync(() -> {
            try (Nodes nodes = Nodes.join(first)) {
                return nodes.tell(5);
            }
        });
        try (Socket browser = open(first)) {
            browser.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            assertThat(browser.getInputStream().read()).isNegative();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        NodePlace.Address second = new NodePlace.Address("127.0.0.1", 0);
        NodePlace ofThree = new NodePlace(List.of(first.addresses().get(0), second, second), 2, first.seconds());
        assertThatThrownBy(() -> Nodes.join(ofThree))
                .isInstanceOf(BadInputException.class)
                .hasMessage("node 1 (127.0.0.1) refuses this one: it was told of 2 nodes, this one of 3");
        try (Nodes nodes = Nodes.join(places.get(1))) {
            assertThat(nodes.tell(6)).hasSize(2);
        }
        assertThat(waiting.join().get(1)).containsExactly(6);
    }

    private static Socket open(NodePlace place) throws IOException {
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), place.addresses().get(0).port());
        for (int tries = 0; ; tries++) {
            try {
                Socket socket = new Socket();
                socket.connect(address);
                return socket;
            } catch (IOException e) {
                if (tries > 100) {
                    throw e;
                }
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            }
        }
    }

    @Test
    void join_theSameNumberTwice_isRefused() {
        List<NodePlace> places = Machines.places(3, 30);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> join(places.get(0)));
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> join(places.get(1)));
        CompletableFuture<Integer> twin = CompletableFuture.supplyAsync(() -> join(places.get(1)));
        assertThatThrownBy(() -> CompletableFuture.anyOf(second, twin).join())
                .hasRootCauseInstanceOf(BadInputException.class)
                .hasMessageContaining("a node with the number 2 is there already");
        assertThat(join(places.get(2))).isEqualTo(2);
        assertThat(first.join()).isZero();
    }

    @Test
    void join_aMachineThatEndedWhileItWaited_mayComeAgain() throws IOException {
        List<NodePlace> places = Machines.places(3, 30);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> join(places.get(0)));
        try (Socket ended = open(places.get(0))) {
            DataOutputStream hello = new DataOutputStream(ended.getOutputStream());
            hello.writeLong(0x4449_4142_4f4c_4f01L);
            for (int number : new int[] {3, 1, 1}) {
                hello.writeInt(number);
            }
        }
        CompletableFuture<Integer> again = CompletableFuture.supplyAsync(() -> join(places.get(1)));
        assertThat(join(places.get(2))).isEqualTo(2);
        assertThat(again.join()).isEqualTo(1);
        assertThat(first.join()).isZero();
    }

    private static int join(NodePlace place) {
        try (Nodes nodes = Nodes.join(place)) {
            return (int) nodes.tell(place.rank()).get(place.rank())[0];
        }
    }

    @Test
    void join_atAnAddressOfAnotherMachine_orAtAPortThatIsTaken_isRefused() {
        NodePlace elsewhere = NodePlace.parse("192.0.2.1:29400,127.0.0.1", 1, 1);
        assertThatThrownBy(() -> Nodes.join(elsewhere))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("cannot listen at 192.0.2.1:29400");
        NodePlace unknown = NodePlace.parse("no-such-host.invalid,127.0.0.1", 1, 1);
        assertThatThrownBy(() -> Nodes.join(unknown))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("'no-such-host.invalid'");
    }

    @Test
    void parse_hostsWithAndWithoutPorts_readsThem() {
        NodePlace place = NodePlace.parse("host1, host2:7000,[::1]", 3, 9);
        assertThat(place.rank()).isEqualTo(2);
        assertThat(place.addresses())
                .containsExactly(
                        new NodePlace.Address("host1", NodePlace.USUAL_PORT),
                        new NodePlace.Address("host2", 7000),
                        new NodePlace.Address("::1", NodePlace.Address.ANY_PORT));
    }

    @Test
    void parse_whatIsNoList_saysWhatIsWrong() {
        refused("host1", 1, 9, "2 to 1,024");
        refused("host1,,host3", 1, 9, "'' is no address");
        refused("host1:99999,host2", 1, 9, "port is from 1 to 65,535");
        refused("host1:x,host2", 1, 9, "'host1:x' is no address");
        refused("host1,host2", 0, 9, "from 1 to 2, was 0");
        refused("host1,host2", 3, 9, "from 1 to 2, was 3");
        refused("host1,host2", 1, 0, "1 second to a day");
    }

    private static void refused(String list, int number, int seconds, String why) {
        assertThatThrownBy(() -> NodePlace.parse(list, number, seconds))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(why);
    }
}
