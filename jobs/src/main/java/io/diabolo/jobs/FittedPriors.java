package io.diabolo.jobs;

import io.diabolo.data.Codes;
import io.diabolo.data.LoadedData;
import io.diabolo.error.BadInputException;
import io.diabolo.generate.CodeNetworkFit;
import io.diabolo.generate.LatentCodes;
import io.diabolo.generate.MixtureFit;
import io.diabolo.generate.SampleGenerator;
import io.diabolo.model.bottleneck.CodeGrid;
import io.diabolo.model.bottleneck.CodeNetwork;
import io.diabolo.model.bottleneck.GaussianMixture;
import io.diabolo.store.CodePriorFolder;
import io.diabolo.store.PriorFolder;
import io.diabolo.task.TrainedModel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Priors that were fitted to the codes of saved models. */
final class FittedPriors {

    private static final int MOST_CODES = 30_000;
    private static final int MOST_VALIDATION = 10_000;

    private FittedPriors() {}

    /** That of a model's folder where it was fitted to the weights that are there; else null, with a note where one is. */
    static @Nullable GaussianMixture ofCurrent(String model, JobControl control) {
        Optional<PriorFolder.Saved> saved = PriorFolder.find(Path.of(model));
        if (saved.isPresent() && saved.get().stale()) {
            control.note(
                    "the prior in %s was fitted to other weights and is left aside: fit it anew with ./diabolo generate %s --prior mixture"
                            .formatted(model, model));
        }
        return saved.filter(prior -> !prior.stale())
                .map(PriorFolder.Saved::mixture)
                .orElse(null);
    }

    /**
     * The prior that a request asks for.
     *
     * @param data that of the training; asked for only where something has to be fitted
     * @return null for the model's own
     * @throws BadInputException if nothing is there to draw codes from, or nothing can be fitted
     */
    static @Nullable GaussianMixture of(
            GenerateRequest request, TrainedModel model, Supplier<LoadedData> data, JobControl control) {
        GenerateRequest.Prior wanted = request.prior();
        if (wanted.kind() == GenerateRequest.Prior.Kind.MODEL) {
            return null;
        }
        GaussianMixture current = ofCurrent(request.training().model(), control);
        boolean fit =
                wanted.kind() == GenerateRequest.Prior.Kind.MIXTURE && (current == null || wanted.components() != null);
        return fit ? fitted(request, model, data.get(), control) : current;
    }

    /**
     * What draws the codes that a request asks for; whatever was fitted for it is saved with the model.
     *
     * @param data that of the training; asked for only where something has to be fitted
     * @param close takes what is to be closed when the generator is done with
     * @throws BadInputException if nothing is there to draw codes from, or nothing can be fitted
     */
    static SampleGenerator generator(
            GenerateRequest request,
            TrainedModel model,
            Supplier<LoadedData> data,
            Consumer<Runnable> close,
            JobControl control) {
        GenerateRequest.Prior.Kind kind = request.prior().kind();
        boolean discrete =
                Double.isFinite(model.autoencoder().config().codeBits()) && kind != GenerateRequest.Prior.Kind.MIXTURE;
        if (discrete || kind == GenerateRequest.Prior.Kind.AUTOREGRESSIVE) {
            CodeNetwork network =
                    kind == GenerateRequest.Prior.Kind.MODEL ? null : network(request, model, data, control);
            if (network == null) {
                return SampleGenerator.of(model);
            }
            close.accept(network::close);
            return SampleGenerator.of(model, network);
        }
        GaussianMixture mixture = of(request, model, data, control);
        return mixture == null ? SampleGenerator.of(model) : SampleGenerator.of(model, mixture);
    }

    /** The autoregressive prior that is there, or, where it is asked for by name, a new one; null for none. */
    private static @Nullable CodeNetwork network(
            GenerateRequest request, TrainedModel model, Supplier<LoadedData> data, JobControl control) {
        Path folder = Path.of(request.training().model());
        Optional<CodePriorFolder.Saved> saved = CodePriorFolder.find(folder);
        if (saved.isPresent()) {
            return saved.get().network();
        }
        if (CodePriorFolder.state(folder) == CodePriorFolder.State.STALE) {
            control.note(
                    "the prior in %s was fitted to other weights and is left aside: fit it anew with ./diabolo generate %s --prior autoregressive"
                            .formatted(folder, folder));
        }
        return request.prior().kind() == GenerateRequest.Prior.Kind.AUTOREGRESSIVE
                ? newNetwork(folder, model, data.get(), control)
                : null;
    }

    private static CodeNetwork newNetwork(Path folder, TrainedModel model, LoadedData data, JobControl control) {
        CodeGrid grid = CodeNetworkFit.grid(model);
        int[][] train = CodeNetworkFit.numbers(model, data.train(), MOST_CODES);
        int[][] validation = CodeNetworkFit.numbers(model, data.validation(), MOST_VALIDATION);
        CodeNetworkFit.Fitted fitted = CodeNetworkFit.fit(grid, train, validation, 0, control.stop());
        try (FolderLock lock = FolderLock.acquire(folder)) {
            CodePriorFolder.save(folder, fitted.network(), train.length, fitted.validationNats());
        } catch (RuntimeException e) {
            fitted.network().close();
            throw e;
        }
        control.note(
                "fitted an autoregressive prior to %,d codes; %.4g nats a code on validation, %.4g where each place is drawn alone; it is saved with the model"
                        .formatted(train.length, fitted.validationNats(), fitted.independentNats()));
        return fitted.network();
    }

    private static GaussianMixture fitted(
            GenerateRequest request, TrainedModel model, LoadedData data, JobControl control) {
        Codes train = LatentCodes.draw(model, data.train(), MOST_CODES, 0);
        Codes validation = LatentCodes.draw(model, data.validation(), MOST_VALIDATION, 1);
        Integer components = request.prior().components();
        MixtureFit.Choice choice = components == null
                ? MixtureFit.choose(train, validation, MixtureFit.USUAL, 0, control.stop())
                : fixed(train, validation, components, control);
        Path folder = Path.of(request.training().model());
        try (FolderLock lock = FolderLock.acquire(folder)) {
            PriorFolder.save(folder, choice.mixture(), train.size(), choice.validationNats());
        }
        control.note("fitted a mixture of %d to %,d codes; %.4g nats a code on validation; it is saved with the model"
                .formatted(choice.mixture().components(), train.size(), choice.validationNats()));
        return choice.mixture();
    }

    private static MixtureFit.Choice fixed(Codes train, Codes validation, int components, JobControl control) {
        GaussianMixture mixture = MixtureFit.fit(train, components, 0, control.stop());
        return new MixtureFit.Choice(mixture, MixtureFit.nats(validation, mixture));
    }
}
