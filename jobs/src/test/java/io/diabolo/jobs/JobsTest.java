package io.diabolo.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.data.SplitRule;
import io.diabolo.engine.Device;
import io.diabolo.engine.Engine;
import io.diabolo.error.BadInputException;
import io.diabolo.json.Json;
import io.diabolo.nodes.NodePlace;
import io.diabolo.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {

    @TempDir
    Path folder = Path.of("");

    private final Jobs jobs = new Jobs(2, 1, Device.CPU);

    private TrainRequest small(String name) {
        DataReading reading =
                new DataReading(null, false, false, null, SplitRule.RANDOM, 200, DataReading.Columns.all(), null);
        return TrainRequest.into(folder.resolve(name))
                .with(new DataChoice(null, reading))
                .with(ModelChoice.auto().withLatent(4))
                .with(PlanChoice.auto().withSteps(12).withBatch(16));
    }

    @Test
    void train_thenEvaluate_givesTheSameFigures() {
        TrainOutcome outcome = jobs.train(small("model"), JobControl.none());
        assertThat(outcome.interrupted()).isFalse();
        assertThat(jobs.evaluate(EvaluateRequest.of(folder.resolve("model")), JobControl.none()))
                .isEqualTo(outcome.test());
        assertThat(Inspection.of(folder.resolve("model")).parameters()).isPositive();
    }

    @Test
    void train_stoppedAndResumed_continues() {
        AtomicInteger steps = new AtomicInteger();
        JobControl control = JobControl.none()
                .withTraining(new TrainingListener() {
                    @Override
                    public void stepped(long step, double loss, int examples) {
                        steps.incrementAndGet();
                    }
                })
                .withStop(() -> steps.get() >= 5);
        TrainOutcome stopped = jobs.train(small("model"), control);
        assertThat(stopped.interrupted()).isTrue();
        assertThat(stopped.test()).isNull();
        assertThat(TrainingFolder.unfinished(folder.resolve("model"))).isPresent();

        TrainRequest rest = TrainRequest.into(folder.resolve("model"));
        TrainOutcome finished = jobs.train(rest.with(rest.output().with(Output.Existing.RESUME)), JobControl.none());
        assertThat(finished.training().steps()).isEqualTo(12);
    }

    @Test
    void train_overAModel_isRefused() {
        jobs.train(small("model"), JobControl.none());
        assertThatThrownBy(() -> jobs.train(small("model"), JobControl.none()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("holds a model");
    }

    @Test
    void train_twoIntoOneFolder_refusesTheSecond() throws Exception {
        Jobs both = new Jobs(2, 2, Device.CPU);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        JobControl first = JobControl.none().withTraining(new TrainingListener() {
            @Override
            public void started(long start, long total, List<String> train, List<String> validation) {
                running.countDown();
                try {
                    done.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        CompletableFuture<TrainOutcome> training =
                CompletableFuture.supplyAsync(() -> both.train(small("model"), first));
        running.await();
        assertThatThrownBy(() -> both.train(small("model"), JobControl.none()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is being written by another run");
        done.countDown();
        assertThat(training.get().interrupted()).isFalse();
    }

    @Test
    void jobs_sideBySide_shareTheThreadsAndTheOthersWait() throws Exception {
        EngineTurns turns = new EngineTurns(4, 2, () -> Device.CPU);
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch done = new CountDownLatch(1);
        List<CompletableFuture<Integer>> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.add(CompletableFuture.supplyAsync(() -> turns.share(() -> false, device -> {
                running.countDown();
                try {
                    done.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return Engine.threads();
            })));
        }
        running.await();
        assertThatThrownBy(() -> turns.share(() -> true, device -> 0)).isInstanceOf(CancellationException.class);
        done.countDown();
        for (CompletableFuture<Integer> count : threads) {
            assertThat(count.get()).isEqualTo(2);
        }
        int all = turns.whole(() -> false, device -> Engine.threads());
        assertThat(all).isEqualTo(4);
    }

    @Test
    void requests_asJson_comeBackEqual() {
        TrainRequest request = small("model");
        assertThat(Json.parse(Json.text(request), TrainRequest.class)).isEqualTo(request);
        TrainRequest shared = request.with(NodePlace.parse("host1:7000,host2", 2, 60));
        assertThat(Json.parse(Json.text(shared), TrainRequest.class)).isEqualTo(shared);
        StudyRequest study = StudyRequest.into(folder);
        assertThat(Json.parse(Json.text(study), StudyRequest.class)).isEqualTo(study);
        EvaluateRequest evaluate = EvaluateRequest.of(folder);
        assertThat(Json.parse(Json.text(evaluate), EvaluateRequest.class)).isEqualTo(evaluate);
    }

    @Test
    void savedTraining_ofFormat1_isRead() throws IOException {
        Files.writeString(folder.resolve(SavedTraining.FINISHED), """
                {"data": null,
                 "reading": {"size": null, "gray": true, "strict": false, "group_by": null, "split": "AUTO", "limit": 7},
                 "architecture": {"input": {"channels": 1, "height": 4, "width": 4}, "latent": 2,
                   "body": {"type": "mlp", "widths": [8], "activation": "gelu", "normalization": "none", "dropout": 0.0},
                   "bottleneck": {"type": "plain"}, "loss": "mse"},
                 "plan": {"epochs": 0, "steps": 5, "batch": 4, "optimizer": "adam", "learning_rate": 0.001,
                   "schedule": "cosine", "warm_up_steps": 1, "weight_decay": 0.0, "clip_norm": 0.0, "patience": 1,
                   "averaging": 0.0, "corruption": "mask:0.2", "augmentation": 0.0, "precision": "fp32", "seed": 3},
                 "tensorboard": false, "command": ["train"]}
                """);
        SavedTraining saved = Objects.requireNonNull(
                SavedTraining.read(folder, SavedTraining.FINISHED).orElse(null));
        assertThat(saved.reading().limit()).isEqualTo(7);
        assertThat(saved.plan().noise().corruption().text()).isEqualTo("mask:0.2");
        assertThat(saved.architecture().maskInput()).isFalse();
    }
}
